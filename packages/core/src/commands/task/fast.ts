import { Prisma } from "@docket/db/generated/client";
import { rankBetween } from "@docket/schema/rank";
import type { CreateTask, SetTaskStatus, Task, Tasks, TaskSummary } from "@docket/schema/task";
import { projectIdsFor } from "../../access/access.ts";
import { taskJson } from "../../entities/task/list.ts";
import { taskColumns } from "../../entities/task/row.ts";
import { runOneStatement } from "../../log/command/one-statement.ts";
import { tracked } from "../../log/record.ts";
import type { Ctx } from "../../runtime/ctx.ts";

// The most frequent commands as one statement each: appending a task to a list, completing a task. All other cases, and
// every error, are left to the general implementations in mutations.ts and status.ts.

/**
 * Appends a plain task to its list. Returns null, without a change, when the input requires more than that or the
 * caller may not create it.
 */
export async function createTaskFast(
  ctx: Ctx,
  input: CreateTask,
  task: Task,
  inputHash: Uint8Array,
): Promise<Task | null> {
  const isPlain =
    input.parentId === null &&
    input.labelIds.length === 0 &&
    input.assigneeIds.length === 0 &&
    input.after === undefined &&
    input.before === undefined;
  if (!isPlain) return null;
  const { workspaceId, projectId, sectionId, id } = task;
  const [last] = await ctx.runtime.query<{ rank: string }>(Prisma.sql`
    SELECT t.rank FROM task t WHERE t.workspace_id = ${workspaceId}::uuid AND t.project_id = ${projectId}::uuid AND t.deleted_at IS NULL
      AND t.section_id IS NOT DISTINCT FROM ${sectionId}::uuid AND t.parent_id IS NULL ORDER BY t.rank DESC, t.id DESC LIMIT 1`);
  // Two concurrent commands may compute the same rank. Their tasks are then ordered by id, which is acceptable.
  const placed = { ...task, rank: rankBetween(last?.rank ?? null, null) };
  const columns = {
    ...taskColumns(placed),
    workspace_id: workspaceId,
    created_by: task.createdBy,
    created_at: task.createdAt,
    updated_at: task.updatedAt,
  };
  const names = Prisma.raw(
    Object.keys(columns)
      .filter((name) => name !== "number")
      .join(", "),
  );
  // Locked, so that the section can't be trashed before the task is in it.
  const section =
    sectionId === null
      ? Prisma.empty
      : Prisma.sql`home AS (SELECT s.id FROM section s
    WHERE s.workspace_id = ${workspaceId}::uuid AND s.id = ${sectionId}::uuid AND s.project_id = ${projectId}::uuid
      AND s.deleted_at IS NULL AND NOT s.is_done_column FOR SHARE),`;
  const isHome = sectionId === null ? Prisma.empty : Prisma.sql`AND EXISTS (SELECT 1 FROM home)`;
  const number = await runOneStatement<number>(ctx, input, {
    kind: "task.create",
    inputHash,
    result: { id },
    work: Prisma.sql`${section} numbered AS (
      UPDATE project_counter c SET next_number = next_number + 1
      WHERE c.workspace_id = ${workspaceId}::uuid AND c.project_id = ${projectId}::uuid
        AND c.project_id IN (${projectIdsFor(ctx.actor, workspaceId, "editor")}) ${isHome}
      RETURNING next_number - 1 AS number
    ), made AS (
      INSERT INTO task (${names}, number)
      SELECT ${Prisma.raw(
        Object.keys(columns)
          .filter((name) => name !== "number")
          .map((name) => `r.${name}`)
          .join(", "),
      )}, numbered.number
      FROM numbered, jsonb_populate_record(null::task, ${JSON.stringify(columns)}::jsonb) r
      RETURNING number
    )`,
    change: Prisma.sql`SELECT 'task' AS entity, ${id}::uuid AS entity_id, ${projectId}::uuid AS project_id, 'create' AS op, 1 AS version,
      NULL::jsonb AS before, ${JSON.stringify(tracked(placed))}::jsonb || jsonb_build_object('number', made.number) AS after FROM made`,
    answer: Prisma.sql`(SELECT to_json(number) FROM made)`,
  });
  return number === null ? null : { ...placed, number };
}

/**
 * Completes one open task without open sub-tasks, in a project without a section for completed tasks. Returns null,
 * without a change, in all other cases.
 */
export async function completeTaskFast(ctx: Ctx, input: SetTaskStatus, inputHash: Uint8Array): Promise<Tasks | null> {
  const [id, ...others] = input.ids;
  if (id === undefined || others.length > 0) return null;
  const { workspaceId } = input;
  const { userId } = ctx.actor;
  const now = ctx.now();
  const task = await runOneStatement<TaskSummary>(ctx, input, {
    kind: "task.complete",
    inputHash,
    result: { ids: input.ids },
    work: Prisma.sql`t AS (
      UPDATE task SET status = 'done', completed_at = ${now}, completed_by = ${userId}::uuid, version = version + 1, updated_at = ${now}
      WHERE workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid AND deleted_at IS NULL AND status = 'open'
        AND project_id IN (${projectIdsFor(ctx.actor, workspaceId, "editor")})
        AND NOT EXISTS (SELECT 1 FROM task c WHERE c.workspace_id = ${workspaceId}::uuid AND c.parent_id = ${id}::uuid AND c.deleted_at IS NULL AND c.status = 'open')
        AND NOT EXISTS (SELECT 1 FROM section s WHERE s.workspace_id = task.workspace_id AND s.project_id = task.project_id AND s.is_done_column AND s.deleted_at IS NULL)
      RETURNING *
    )`,
    change: Prisma.sql`SELECT 'task' AS entity, t.id AS entity_id, t.project_id, 'update' AS op, t.version,
      '{"status":"open","completedAt":null,"completedBy":null}'::jsonb AS before,
      ${JSON.stringify({ status: "done", completedAt: now.toISOString(), completedBy: userId })}::jsonb AS after FROM t`,
    answer: Prisma.sql`(SELECT ${taskJson} FROM t)`,
  });
  return task === null ? null : { items: [task] };
}
