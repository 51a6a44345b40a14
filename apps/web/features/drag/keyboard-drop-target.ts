import type { ShownGroup } from "../../entities/view/shown-tasks.ts";
import { groupOf, lineAt, rowsWithoutDragged } from "./drop-target.ts";
import type { DragLayout, DropTarget } from "./drop-target.ts";

export type Arrow = "up" | "down" | "back" | "on";

/**
 * Moves the drop target in the direction of an arrow key. Up and down go to the next position and, in a list, continue
 * into the next group. On a board, left and right go to the next column, even an empty one; in a list, they change the
 * indentation.
 *
 * @returns the same object if there is no next target
 */
export function stepDropTarget(dragLayout: DragLayout, dropTarget: DropTarget, arrow: Arrow): DropTarget {
  if (dropTarget.kind !== "line" && dropTarget.kind !== "group") return dropTarget;
  const group = groupOf(dragLayout, dropTarget.groupKey);
  if (!group) return dropTarget;
  const isSideways = arrow === "back" || arrow === "on";
  const by = arrow === "back" || arrow === "up" ? -1 : 1;
  const beside = neighbour(dragLayout, group, by);

  if (dropTarget.kind === "group" || isUnordered(group)) {
    if (dragLayout.isBoard !== isSideways) return dropTarget;
    return beside ? targetIn(dragLayout, beside, dragLayout.isBoard ? 0 : by > 0 ? 0 : Infinity) : dropTarget;
  }
  if (isSideways && dragLayout.isBoard) return beside ? targetIn(dragLayout, beside, dropTarget.index) : dropTarget;
  if (isSideways) return lineAt(dragLayout, group, dropTarget.index, dropTarget.depth + by);
  const index = dropTarget.index + by;
  if (index >= 0 && index <= rowsWithoutDragged(group, dragLayout.dragged).length)
    return lineAt(dragLayout, group, index, dropTarget.depth);
  return beside && !dragLayout.isBoard ? targetIn(dragLayout, beside, by > 0 ? 0 : Infinity) : dropTarget;
}

/** Returns the target at an index in a group, or the group as a whole if its rows have no manual order. */
function targetIn(dragLayout: DragLayout, group: ShownGroup, index: number): DropTarget {
  return !dragLayout.isOrdered || isUnordered(group)
    ? { kind: "group", groupKey: group.group.key }
    : lineAt(dragLayout, group, index, 0);
}

const isUnordered = ({ isFolded }: ShownGroup) => isFolded;

/** Returns the next group, in the given direction, that accepts tasks or in which the drag began. */
function neighbour({ groups, fromKey }: DragLayout, from: ShownGroup, by: 1 | -1): ShownGroup | undefined {
  const canEnter = ({ group }: ShownGroup) => group.place !== undefined || group.key === fromKey;
  const at = groups.indexOf(from);
  return by > 0 ? groups.slice(at + 1).find(canEnter) : groups.slice(0, at).findLast(canEnter);
}
