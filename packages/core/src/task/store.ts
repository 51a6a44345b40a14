import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Task } from "@docket/schema/task";
import { projectIdsFor } from "../access.ts";
import type { CommandScope } from "../command/command.ts";
import type { ChangeDraft, ChangeOp } from "../command/record.ts";
import { difference, isEqual, tracked } from "../command/record.ts";
import { writeRows } from "../command/write-rows.ts";
import type { Ctx, Tx } from "../ctx.ts";
import { taskColumns } from "./row.ts";

/** A task as it was read and as it shall be. */
export type TaskChange = { before: Task; after: Task; op?: ChangeOp };

/**
 * Writes new states of tasks of one workspace and notes them in the change log. The only way in which a task that exists
 * is changed: rights are checked in the statement, for the project it is in and for the one it goes to.
 *
 * @param guard who may write instead of editors, as a condition on `t` and `r`: for a command that rests on another right
 * @returns the tasks as they are now; unchanged ones as they were
 * @throws LostRace when a row has changed since it was read, or the right to it is gone
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

/** Notes a changed task. One that went to another project leaves the old one by its id alone, and comes whole into the new. */
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
 * Moves tasks that stay in the trash out of parents and a section that are about to be removed for good, by a person or by the
 * job. Runs in the transaction of the removal, before it.
 *
 * @param gone the tasks and the section that are removed
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

/** Notes a new task. */
export function recordNewTask({ record }: CommandScope, task: Task): void {
  record({
    entity: "task",
    entityId: task.id,
    op: "create",
    projectId: task.projectId,
    audience: null,
    version: task.version,
    before: null,
    after: tracked(task),
  });
}

/** Brings label and assignee rows in line with the new states; rows of labels in the trash stay for their return. */
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

/** Adds label and assignee rows, each kind by one statement however many there are. */
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
