import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Task } from "@docket/schema/task";
import { projectIdsFor } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { writeRows } from "../../log/command/write-rows.ts";
import type { ChangeDraft, ChangeOp } from "../../log/record.ts";
import { difference, tracked } from "../../log/record.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { isEqual } from "../../runtime/json.ts";
import { taskColumns } from "./row.ts";

/** A task before and after a change. */
export type TaskChange = { before: Task; after: Task; op?: ChangeOp };

/**
 * Writes new states of tasks of one workspace and records the changes. Existing tasks must only be changed through this
 * function: the statement checks the rights, for the project that a task is in and for the one that it moves to.
 *
 * @param guard condition on `t` and `r` that replaces the requirement to be an editor, for a command that is allowed by
 *   another right
 * @returns the tasks in their new state; unchanged ones as they were
 * @throws LostRace when a row has changed since it was read, or the actor has lost the right to change it
 */
export async function saveTasks(
  ctx: Ctx,
  scope: CommandScope,
  changes: TaskChange[],
  guard?: Prisma.Sql,
): Promise<Task[]> {
  const [first] = changes;
  if (!first) return [];
  const { workspaceId } = first.before;
  const now = ctx.now();
  const real = changes.filter(({ before, after }) => difference(before, after) !== null);
  const editable = projectIdsFor(ctx.actor, workspaceId, "editor");
  const byEditors = Prisma.sql`t.project_id IN (${editable}) AND r.project_id IN (${editable})`;
  const rows = real.map(({ before, after }) => ({ ...taskColumns(after), version: before.version }));
  await writeRows(scope.tx, "task", workspaceId, rows, guard ?? byEditors, now);
  await writeLinks(scope, workspaceId, real);
  const changed = new Set(real);
  return changes.map((change) => {
    if (!changed.has(change)) return change.before;
    const after = { ...change.after, version: change.before.version + 1, updatedAt: now.toISOString() };
    recordTask(scope, { ...change, after });
    return after;
  });
}

/**
 * Records a changed task. If it was moved to another project, the old project's log only gets its id, and the new
 * project's log gets all its fields.
 */
function recordTask({ record }: CommandScope, { before, after, op = "update" }: TaskChange): void {
  const changed = difference(before, after);
  if (!changed) return;
  const line = { entity: "task", entityId: after.id, audience: null, version: after.version };
  if (before.projectId !== after.projectId) {
    record({ ...line, op: "leave", projectId: before.projectId, before: null, after: null });
    record({ ...line, op, projectId: after.projectId, before: changed.before, after: tracked(after) });
    return;
  }
  record({ ...line, op, projectId: after.projectId, ...changed });
}

/**
 * Detaches tasks that stay in the trash from parents and a section that are about to be purged. Call it before they are
 * deleted, in the same transaction.
 *
 * @param gone the tasks and the section that will be deleted
 * @returns the lines for the change log
 */
export async function detachTasks(
  tx: Tx,
  workspaceId: Id,
  gone: { taskIds: Id[]; sectionId?: Id },
  now: Date,
): Promise<ChangeDraft[]> {
  const { taskIds, sectionId = null } = gone;
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

/** Returns the change that creates a task. */
export function newTaskChange(task: Task): ChangeDraft {
  return {
    entity: "task",
    entityId: task.id,
    op: "create",
    projectId: task.projectId,
    audience: null,
    version: task.version,
    before: null,
    after: tracked(task),
  };
}

/**
 * Updates label and assignee rows to match the new states. Rows of trashed labels are kept, in case a label is
 * restored.
 */
async function writeLinks({ tx }: CommandScope, workspaceId: Id, changes: TaskChange[]): Promise<void> {
  const labels = linkDifference(changes, (task) => task.labelIds);
  const assignees = linkDifference(changes, (task) => task.assigneeIds);
  if (labels.removed.length > 0) {
    await tx.$executeRaw`
      DELETE FROM task_label USING jsonb_to_recordset(${JSON.stringify(labels.removed)}::jsonb) AS r(task_id uuid, other_id uuid)
      WHERE workspace_id = ${workspaceId}::uuid AND task_label.task_id = r.task_id AND label_id = r.other_id`;
  }
  if (assignees.removed.length > 0) {
    await tx.$executeRaw`
      DELETE FROM task_assignee USING jsonb_to_recordset(${JSON.stringify(assignees.removed)}::jsonb) AS r(task_id uuid, other_id uuid)
      WHERE workspace_id = ${workspaceId}::uuid AND task_assignee.task_id = r.task_id AND user_id = r.other_id`;
  }
  await insertLinks({ tx }, workspaceId, labels.added, assignees.added);
}

export type Link = { task_id: Id; other_id: Id };

/** Inserts label and assignee rows, with one statement for each kind. */
export async function insertLinks(
  { tx }: Pick<CommandScope, "tx">,
  workspaceId: Id,
  labels: Link[],
  assignees: Link[],
): Promise<void> {
  if (labels.length > 0) {
    await tx.$executeRaw`
      INSERT INTO task_label (workspace_id, task_id, label_id) SELECT ${workspaceId}::uuid, r.task_id, r.other_id
      FROM jsonb_to_recordset(${JSON.stringify(labels)}::jsonb) AS r(task_id uuid, other_id uuid) ON CONFLICT DO NOTHING`;
  }
  if (assignees.length > 0) {
    await tx.$executeRaw`
      INSERT INTO task_assignee (workspace_id, task_id, user_id) SELECT ${workspaceId}::uuid, r.task_id, r.other_id
      FROM jsonb_to_recordset(${JSON.stringify(assignees)}::jsonb) AS r(task_id uuid, other_id uuid) ON CONFLICT DO NOTHING`;
  }
}

function linkDifference(changes: TaskChange[], idsOf: (task: Task) => Id[]): { added: Link[]; removed: Link[] } {
  const added: Link[] = [];
  const removed: Link[] = [];
  for (const { before, after } of changes) {
    const [old, now] = [idsOf(before), idsOf(after)];
    if (isEqual(old, now)) continue;
    for (const id of now) if (!old.includes(id)) added.push({ task_id: after.id, other_id: id });
    for (const id of old) if (!now.includes(id)) removed.push({ task_id: after.id, other_id: id });
  }
  return { added, removed };
}
