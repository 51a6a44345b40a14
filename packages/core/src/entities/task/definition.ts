import { Prisma } from "@docket/db/generated/client";
import { dayNumber } from "@docket/schema/day";
import type { Id } from "@docket/schema/id";
import type { Task } from "@docket/schema/task";
import { TASK_ROLES } from "@docket/schema/task-capability";
import type { TaskCapability } from "@docket/schema/task-capability";
import { projectIdsFor } from "../../access/access.ts";
import { recomputeReminders } from "../../identity/reminder-instant.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { ChangeDraft } from "../../log/record.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { isEqual } from "../../runtime/json.ts";
import type { EntityChange, EntityDefinition } from "../entity.ts";
import { createdChange } from "../entity.ts";
import { findTasks } from "./queries.ts";
import { computedColumns, taskFields } from "./row.ts";

/** A task before and after a change. */
export type TaskChange = EntityChange<Task>;

/**
 * Builds the condition under which the actor may write a task: they must have the capability both in its current
 * project and in the one it moves to.
 */
export function taskGuard({ actor }: Ctx, workspaceId: Id, capability: TaskCapability): Prisma.Sql {
  const allowed = projectIdsFor(actor, workspaceId, TASK_ROLES[capability]);
  return Prisma.sql`t.project_id IN (${allowed}) AND r.project_id IN (${allowed})`;
}

/** Tasks. A command that requires a capability other than `edit` passes the {@link taskGuard} for it. */
export const taskEntity = {
  table: "task",
  fields: taskFields,
  computed: computedColumns,
  guard: (ctx, workspaceId) => taskGuard(ctx, workspaceId, "edit"),
  readers: ({ projectId }) => ({ projectId, audience: null }),
  find: (tx, { actor }, workspaceId, ids) => findTasks(tx, actor, workspaceId, ids, "edit", "any"),
  writeLinks,
} satisfies EntityDefinition<Task>;

/** Returns the change that records the creation of a task. */
export function newTaskChange(task: Task): ChangeDraft {
  return createdChange("task", task, taskEntity.readers(task));
}

/**
 * Updates label and assignee rows to match the new states, and moves the reminders of tasks whose dates have changed.
 * Rows of trashed labels are kept, in case the label is restored.
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
  await moveReminders({ tx }, workspaceId, changes);
}

/**
 * Computes the instants of everyone's reminders that are counted from a date that has changed. If a repeating task has
 * moved to another occurrence, reminders with a date of their own are moved by the same number of days.
 */
async function moveReminders({ tx }: Pick<CommandScope, "tx">, workspaceId: Id, changes: TaskChange[]): Promise<void> {
  const idsOf = (field: "start" | "due") =>
    changes.filter(({ before, after }) => !isEqual(before[field], after[field])).map(({ after }) => after.id);
  const [start, due] = [idsOf("start"), idsOf("due")];
  const shifts = changes.flatMap(({ before, after }) => {
    const days = daysBetweenOccurrences(before, after);
    return days === 0 ? [] : [{ id: after.id, days }];
  });
  const shifted = shifts.map(({ id }) => id);
  const ids = [...new Set([...start, ...due, ...shifted])];
  if (ids.length === 0) return;
  if (shifts.length > 0) {
    // Deleted ones too, because their deletion may be undone.
    await tx.$executeRaw`
      UPDATE reminder r SET on_date = r.on_date + v.days, version = r.version + 1
      FROM jsonb_to_recordset(${JSON.stringify(shifts)}::jsonb) AS v(id uuid, days int)
      WHERE r.workspace_id = ${workspaceId}::uuid AND r.task_id = v.id AND r.basis = 'absolute'`;
  }
  const which = Prisma.sql`r.workspace_id = ${workspaceId}::uuid AND r.task_id = ANY(${ids}::uuid[])
    AND r.deleted_at IS NULL AND CASE r.basis WHEN 'start' THEN r.task_id = ANY(${start}::uuid[])
      WHEN 'due' THEN r.task_id = ANY(${due}::uuid[]) ELSE r.task_id = ANY(${shifted}::uuid[]) END`;
  await recomputeReminders(tx, which, "date");
}

/** Returns the number of days between two occurrences of one series. */
function daysBetweenOccurrences(before: Task, after: Task): number {
  if (before.seriesId !== after.seriesId || before.occurrenceOn === null || after.occurrenceOn === null) return 0;
  return dayNumber(after.occurrenceOn) - dayNumber(before.occurrenceOn);
}

export type Link = { task_id: Id; other_id: Id };

/** Inserts label and assignee rows, with one statement per table. */
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
