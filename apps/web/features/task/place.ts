import type { ListedTask } from "@docket/schema/task";
import type { Destination } from "./use-task-actions.ts";

/** A place among siblings, seen from a task. */
export type Step = "up" | "down" | "top" | "bottom";

/**
 * One step up or down, or all the way, said by neighbours. Null where the task is there already.
 *
 * @param siblings tasks of the same list, in their order
 */
export function placeBeside(siblings: readonly ListedTask[], task: ListedTask, step: Step): Destination | null {
  const others = siblings.filter(({ sectionId }) => sectionId === task.sectionId);
  const at = others.findIndex(({ id }) => id === task.id);
  const neighbour = { up: others[at - 1], down: others[at + 1], top: others[0], bottom: others.at(-1) }[step];
  if (!neighbour || neighbour.id === task.id) return null;
  return step === "down" || step === "bottom" ? { after: neighbour.id } : { before: neighbour.id };
}

/** Below the task above it, as its last sub-task. Null where there is none above. */
export function placeInParent(
  siblings: readonly ListedTask[],
  task: ListedTask,
): (Destination & { parentId: string }) | null {
  const above = siblings[siblings.findIndex(({ id }) => id === task.id) - 1];
  return above ? { parentId: above.id, sectionId: above.sectionId } : null;
}

/** Out of its parent. Null for a task that has none. */
export function placeOutOfParent({ parentId, sectionId }: ListedTask): Destination | null {
  return parentId === null ? null : { parentId: null, sectionId, after: parentId };
}
