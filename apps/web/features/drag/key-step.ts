import type { ShownGroup } from "../task/task-scope.tsx";
import { groupOf, lineAt, restOf } from "./drop-spot.ts";
import type { DragScene, Spot } from "./drop-spot.ts";

export type Arrow = "up" | "down" | "back" | "on";

/**
 * Where an arrow takes what is dragged: up and down from place to place, and in a list on into the next group. Sideways it goes to
 * the neighbouring column of a board, also an empty one, or in and out in a list. The same spot where there is no further one.
 */
export function stepped(scene: DragScene, spot: Spot, arrow: Arrow): Spot {
  if (spot.kind !== "line" && spot.kind !== "group") return spot;
  const group = groupOf(scene, spot.groupKey);
  if (!group) return spot;
  const isSideways = arrow === "back" || arrow === "on";
  const by = arrow === "back" || arrow === "up" ? -1 : 1;
  const beside = neighbour(scene, group, by);

  if (spot.kind === "group" || isUnordered(group)) {
    if (scene.isBoard !== isSideways) return spot;
    return beside ? enter(scene, beside, scene.isBoard ? 0 : by > 0 ? 0 : Infinity) : spot;
  }
  if (isSideways && scene.isBoard) return beside ? enter(scene, beside, spot.index) : spot;
  if (isSideways) return lineAt(scene, group, spot.index, spot.depth + by);
  const index = spot.index + by;
  if (index >= 0 && index <= restOf(group, scene.dragged).length) return lineAt(scene, group, index, spot.depth);
  return beside && !scene.isBoard ? enter(scene, beside, by > 0 ? 0 : Infinity) : spot;
}

/** Into a group at a place; as a whole where it has none. */
function enter(scene: DragScene, group: ShownGroup, index: number): Spot {
  return !scene.isOrdered || isUnordered(group)
    ? { kind: "group", groupKey: group.group.key }
    : lineAt(scene, group, index, 0);
}

const isUnordered = ({ isFolded }: ShownGroup) => isFolded;

/** The next group on that side into which something can be put, or the one from which it comes. */
function neighbour({ groups, fromKey }: DragScene, from: ShownGroup, by: 1 | -1): ShownGroup | undefined {
  const canEnter = ({ group }: ShownGroup) => group.place !== undefined || group.key === fromKey;
  const at = groups.indexOf(from);
  return by > 0 ? groups.slice(at + 1).find(canEnter) : groups.slice(0, at).findLast(canEnter);
}
