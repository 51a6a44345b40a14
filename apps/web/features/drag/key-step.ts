import type { ShownGroup } from "../task/task-scope.tsx";
import { groupOf, lineAt, restOf } from "./drop-target.ts";
import type { DragLayout, DropTarget } from "./drop-target.ts";

export type Arrow = "up" | "down" | "back" | "on";

/**
 * Where an arrow takes what is dragged: up and down from place to place, and in a list on into the next group. Sideways it goes to
 * the neighbouring column of a board, also an empty one, or in and out in a list. The same dropTarget where there is no further one.
 */
export function stepped(dragLayout: DragLayout, dropTarget: DropTarget, arrow: Arrow): DropTarget {
  if (dropTarget.kind !== "line" && dropTarget.kind !== "group") return dropTarget;
  const group = groupOf(dragLayout, dropTarget.groupKey);
  if (!group) return dropTarget;
  const isSideways = arrow === "back" || arrow === "on";
  const by = arrow === "back" || arrow === "up" ? -1 : 1;
  const beside = neighbour(dragLayout, group, by);

  if (dropTarget.kind === "group" || isUnordered(group)) {
    if (dragLayout.isBoard !== isSideways) return dropTarget;
    return beside ? enter(dragLayout, beside, dragLayout.isBoard ? 0 : by > 0 ? 0 : Infinity) : dropTarget;
  }
  if (isSideways && dragLayout.isBoard) return beside ? enter(dragLayout, beside, dropTarget.index) : dropTarget;
  if (isSideways) return lineAt(dragLayout, group, dropTarget.index, dropTarget.depth + by);
  const index = dropTarget.index + by;
  if (index >= 0 && index <= restOf(group, dragLayout.dragged).length)
    return lineAt(dragLayout, group, index, dropTarget.depth);
  return beside && !dragLayout.isBoard ? enter(dragLayout, beside, by > 0 ? 0 : Infinity) : dropTarget;
}

/** Into a group at a place; as a whole where it has none. */
function enter(dragLayout: DragLayout, group: ShownGroup, index: number): DropTarget {
  return !dragLayout.isOrdered || isUnordered(group)
    ? { kind: "group", groupKey: group.group.key }
    : lineAt(dragLayout, group, index, 0);
}

const isUnordered = ({ isFolded }: ShownGroup) => isFolded;

/** The next group on that side into which something can be put, or the one from which it comes. */
function neighbour({ groups, fromKey }: DragLayout, from: ShownGroup, by: 1 | -1): ShownGroup | undefined {
  const canEnter = ({ group }: ShownGroup) => group.place !== undefined || group.key === fromKey;
  const at = groups.indexOf(from);
  return by > 0 ? groups.slice(at + 1).find(canEnter) : groups.slice(0, at).findLast(canEnter);
}
