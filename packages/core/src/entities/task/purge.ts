import type { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Task } from "@docket/schema/task";
import type { ChangeDraft, Readers } from "../../log/record.ts";
import { difference, purgeLine } from "../../log/record.ts";
import type { Tx } from "../../runtime/ctx.ts";
import { deleteOrigins } from "../origin/known-row.ts";

type TaskWhere = Prisma.TaskWhereInput & { workspaceId: Id };

/**
 * Deletes tasks permanently, along with their comments and import origins. Tasks that were trashed before their section
 * or parent stay in the trash, detached from it.
 *
 * @param where condition on the tasks; in a command, it must include the actor's permission to purge them
 * @param sectionId section that is purged together with the tasks
 * @param readers who can read the purge entries; by default, the members of each task's project
 * @returns the entries for the change log, which contain only ids
 */
export async function purgeTasksWhere(
  tx: Tx,
  where: TaskWhere,
  { now, sectionId = null, readers }: { now: Date; sectionId?: Id | null; readers?: Readers },
): Promise<ChangeDraft[]> {
  const tasks = await tasksWithComments(tx, where);
  const taskIds = tasks.map((task) => task.id);
  await deleteOrigins(tx, where.workspaceId, taskIds);
  const detached = await detachTasks(tx, where.workspaceId, taskIds, sectionId, now);
  await tx.task.deleteMany({ where });
  return [...detached, ...tasks.flatMap((task) => purgeLines(task, readers))];
}

/** A task about to be purged, with the ids of its comments. */
type PurgedTask = { id: Id; projectId: Id; comments: { id: Id }[] };

/** Returns the tasks about to be purged. Uses two plain queries, because a tree can contain thousands of tasks. */
export async function tasksWithComments(tx: Tx, where: TaskWhere): Promise<PurgedTask[]> {
  const tasks = await tx.task.findMany({ where, select: { id: true, projectId: true } });
  const comments = await tx.comment.findMany({
    where: { workspaceId: where.workspaceId, task: where },
    select: { id: true, taskId: true },
  });
  const byTask = new Map(tasks.map((task) => [task.id, { ...task, comments: [] as { id: Id }[] }]));
  for (const { id, taskId } of comments) byTask.get(taskId)?.comments.push({ id });
  return [...byTask.values()];
}

/**
 * Returns the log entries for a purged task, preceded by those for its comments.
 *
 * @param readers who can read the entries; by default, the members of the task's project
 */
export function purgeLines(
  { id, projectId, comments }: PurgedTask,
  readers: Readers = { projectId, audience: null },
): ChangeDraft[] {
  return [...comments.map((comment) => purgeLine("comment", comment.id, readers)), purgeLine("task", id, readers)];
}

/** Detaches tasks that stay in the trash from the parents and section about to be purged. */
async function detachTasks(
  tx: Tx,
  workspaceId: Id,
  taskIds: Id[],
  sectionId: Id | null,
  now: Date,
): Promise<ChangeDraft[]> {
  const rows = await tx.$queryRaw<Pick<Task, "id" | "projectId" | "parentId" | "sectionId" | "version">[]>`
    SELECT id, project_id AS "projectId", parent_id AS "parentId", section_id AS "sectionId", version FROM task
    WHERE workspace_id = ${workspaceId}::uuid AND id <> ALL(${taskIds}::uuid[])
      AND (parent_id = ANY(${taskIds}::uuid[]) OR section_id = ${sectionId}::uuid)
    ORDER BY id FOR NO KEY UPDATE`;
  await tx.$executeRaw`
    UPDATE task SET version = version + 1, updated_at = ${now},
      parent_id = CASE WHEN parent_id = ANY(${taskIds}::uuid[]) THEN NULL ELSE parent_id END,
      section_id = CASE WHEN section_id = ${sectionId}::uuid THEN NULL ELSE section_id END
    WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${rows.map((row) => row.id)}::uuid[])`;
  const areGone = new Set(taskIds);
  return rows.map((row) => {
    const before = { parentId: row.parentId, sectionId: row.sectionId };
    const after = {
      parentId: row.parentId !== null && areGone.has(row.parentId) ? null : row.parentId,
      sectionId: row.sectionId === sectionId ? null : row.sectionId,
    };
    const line = { entity: "task", entityId: row.id, op: "move" as const, projectId: row.projectId, audience: null };
    return { ...line, version: row.version + 1, before: null, after: null, ...difference(before, after) };
  });
}
