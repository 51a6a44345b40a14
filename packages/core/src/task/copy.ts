import type { Task } from "@docket/schema/task";
import type { Ctx } from "../ctx.ts";

/**
 * New, open tasks like the given ones.
 *
 * @param tasks parents before children; parents outside of the list are kept
 * @param idOf the copy's id
 * @param numbers a number for each
 */
export function copyTasks(ctx: Ctx, tasks: Task[], idOf: (task: Task) => string, numbers: number[]): Task[] {
  const now = ctx.now().toISOString();
  const ids = new Map(tasks.map((task) => [task.id, idOf(task)]));
  return tasks.map((task, index) => ({
    ...task,
    id: ids.get(task.id) ?? idOf(task),
    parentId: task.parentId === null ? null : (ids.get(task.parentId) ?? task.parentId),
    number: numbers[index] ?? 0,
    status: "open",
    completedAt: null,
    completedBy: null,
    version: 1,
    createdBy: ctx.actor.userId,
    createdAt: now,
    updatedAt: now,
  }));
}
