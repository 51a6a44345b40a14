import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { MAX_REMINDERS } from "@docket/schema/task-limit";
import { projectIdsFor } from "../../access/access.ts";
import { recomputeReminders } from "../../identity/reminder-instant.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { limitReached } from "../../runtime/entity-limit.ts";
import type { EntityDefinition } from "../entity.ts";
import { createdChange, insertRows } from "../entity.ts";
import { findReminders } from "./queries.ts";
import type { PlacedReminder } from "./row.ts";
import { reminderFields } from "./row.ts";

/**
 * Reminders. Only their owner can see and change them, as long as they can see the task. Reminders of trashed tasks can
 * be changed too, because undoing the creation of a task deletes it before its reminders.
 */
export const reminderEntity = {
  table: "reminder",
  fields: reminderFields,
  guard: ({ actor }, workspaceId) => Prisma.sql`t.user_id = ${actor.userId}::uuid AND EXISTS (
    SELECT 1 FROM task WHERE task.workspace_id = t.workspace_id AND task.id = t.task_id
      AND task.project_id IN (${projectIdsFor(actor, workspaceId, "viewer")}))`,
  readers: ({ projectId, userId }) => ({ projectId, audience: userId }),
  find: (tx, { actor }, workspaceId, ids) => findReminders(tx, actor, workspaceId, ids, "any"),
  writeLinks: async ({ tx }, workspaceId, changes) => {
    const restored = changes.filter(({ before, after }) => before.deletedAt !== null && after.deletedAt === null);
    await assertLiveWithinLimit(
      tx,
      workspaceId,
      restored.map(({ after }) => after.taskId),
    );
    await recompute(
      tx,
      workspaceId,
      changes.map(({ after }) => after.id),
    );
  },
} satisfies EntityDefinition<PlacedReminder>;

/**
 * Checks that no person has too many reminders of one of these tasks.
 *
 * @throws DomainError `conflict`
 */
async function assertLiveWithinLimit(tx: CommandScope["tx"], workspaceId: Id, taskIds: Id[]): Promise<void> {
  if (taskIds.length === 0) return;
  const exceeding = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM reminder WHERE workspace_id = ${workspaceId}::uuid AND task_id = ANY(${taskIds}::uuid[])
      AND deleted_at IS NULL GROUP BY task_id, user_id HAVING count(*) > ${MAX_REMINDERS} LIMIT 1`;
  if (exceeding.length > 0) throw limitReached("reminder");
}

async function recompute(tx: CommandScope["tx"], workspaceId: Id, ids: Id[]): Promise<void> {
  const which = Prisma.sql`r.workspace_id = ${workspaceId}::uuid AND r.id = ANY(${ids}::uuid[])`;
  await recomputeReminders(tx, which, "date");
}

/**
 * Inserts new reminders and computes their instants, without recording a change. The caller must already have checked
 * that their owners can see the tasks.
 */
export async function insertReminders({ tx }: Pick<CommandScope, "tx">, reminders: PlacedReminder[]): Promise<void> {
  const [first] = reminders;
  if (!first) return;
  await insertRows(tx, reminderEntity, reminders);
  await recompute(
    tx,
    first.workspaceId,
    reminders.map(({ id }) => id),
  );
}

/**
 * Copies everyone's reminders to other tasks, without recording a change. People who can no longer see the copy get
 * none of it.
 *
 * @param copies the tasks, their copies, and the days by which reminders with a date of their own are moved
 */
export async function copyReminderRows(
  { tx }: Pick<CommandScope, "tx">,
  workspaceId: Id,
  copies: { id: Id; copyId: Id; days: number }[],
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO reminder (workspace_id, id, task_id, user_id, basis, offset_minutes, on_date, on_time, on_zone, created_at,
      updated_at)
    SELECT r.workspace_id, gen_random_uuid(), t.id, r.user_id, r.basis, r.offset_minutes, r.on_date + v.days, r.on_time,
      r.on_zone, ${now}::timestamptz, ${now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(copies)}::jsonb) AS v(id uuid, "copyId" uuid, days int)
    JOIN reminder r ON r.workspace_id = ${workspaceId}::uuid AND r.task_id = v.id AND r.deleted_at IS NULL
    JOIN task t ON t.workspace_id = r.workspace_id AND t.id = v."copyId"
    JOIN project_member m ON m.workspace_id = t.workspace_id AND m.project_id = t.project_id AND m.user_id = r.user_id`;
  const copyIds = copies.map(({ copyId }) => copyId);
  const which = Prisma.sql`r.workspace_id = ${workspaceId}::uuid AND r.task_id = ANY(${copyIds}::uuid[])`;
  await recomputeReminders(tx, which, "date");
}

/** Records the creation of a reminder. Its instant is not recorded, because it changes with the task and the settings. */
export function recordCreated({ record }: CommandScope, reminder: PlacedReminder): void {
  const { projectId: _project, at: _at, firedAt: _fired, ...fields } = reminder;
  record(createdChange("reminder", reminder, reminderEntity.readers(reminder), fields));
}
