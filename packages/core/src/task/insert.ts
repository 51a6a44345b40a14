import { Prisma } from "@docket/db/generated/client";
import type { Task } from "@docket/schema/task";
import type { CommandScope } from "../command/command.ts";
import type { Ctx } from "../ctx.ts";
import { taskColumns } from "./row.ts";
import { insertLinks, recordNewTask } from "./store.ts";

/**
 * Puts new tasks into the database and the change log. The caller has checked project, section, parents and links; parents
 * come before their children.
 */
export async function insertTasks(scope: CommandScope, tasks: Task[]): Promise<void> {
  const [first] = tasks;
  if (!first) return;
  const rows = tasks.map((task) => ({
    ...taskColumns(task),
    workspace_id: task.workspaceId,
    created_by: task.createdBy,
    created_at: task.createdAt,
    updated_at: task.updatedAt,
  }));
  const columns = Prisma.raw(Object.keys(rows[0] ?? {}).join(", "));
  // One parameter for all rows: a parameter for each of their columns would cost most of the statement's time.
  await scope.tx.$executeRaw`
    INSERT INTO task (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(null::task, ${JSON.stringify(rows)}::jsonb)`;
  const links = (idsOf: (task: Task) => string[]) =>
    tasks.flatMap((task) => idsOf(task).map((id) => ({ task_id: task.id, other_id: id })));
  await insertLinks(
    scope,
    first.workspaceId,
    links((task) => task.labelIds),
    links((task) => task.assigneeIds),
  );
  for (const task of tasks) recordNewTask(scope, task);
}

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
