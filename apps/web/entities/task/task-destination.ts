import type { ListedTask } from "@docket/schema/task";
import type { Destination } from "./use-task-actions.ts";

/** Direction in which to move a task among its siblings. */
export type MoveDirection = "up" | "down" | "top" | "bottom";

/**
 * Returns the destination for moving a task by one position, or to the top or bottom. Returns null if the task is
 * already there.
 *
 * @param siblings tasks in the same list in display order
 */
export function moveDestination(
  siblings: readonly ListedTask[],
  task: ListedTask,
  step: MoveDirection,
): Destination | null {
  const others = siblings.filter(({ sectionId }) => sectionId === task.sectionId);
  const at = others.findIndex(({ id }) => id === task.id);
  const neighbour = { up: others[at - 1], down: others[at + 1], top: others[0], bottom: others.at(-1) }[step];
  if (!neighbour || neighbour.id === task.id) return null;
  return step === "down" || step === "bottom" ? { after: neighbour.id } : { before: neighbour.id };
}

/** Returns the destination that makes a task the last sub-task of the task above it; null if there is none above. */
export function indentDestination(
  siblings: readonly ListedTask[],
  task: ListedTask,
): (Destination & { parentId: string }) | null {
  const above = siblings[siblings.findIndex(({ id }) => id === task.id) - 1];
  return above ? { parentId: above.id, sectionId: above.sectionId } : null;
}

/** Returns the destination directly after the task's parent; null for a top-level task. */
export function outdentDestination({ parentId, sectionId }: ListedTask): Destination | null {
  return parentId === null ? null : { parentId: null, sectionId, after: parentId };
}
