import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { projectIdsFor } from "../../access/access.ts";
import { recomputeReminders } from "../../identity/reminder-instant.ts";
import type { CommandScope } from "../../log/command/command.ts";
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
  writeLinks: ({ tx }, workspaceId, changes) =>
    recompute(
      tx,
      workspaceId,
      changes.map(({ after }) => after.id),
    ),
} satisfies EntityDefinition<PlacedReminder>;

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

/** Records the creation of a reminder. Its instant is not recorded, because it changes with the task and the settings. */
export function recordCreated({ record }: CommandScope, reminder: PlacedReminder): void {
  const { projectId: _project, at: _at, firedAt: _fired, ...fields } = reminder;
  record(createdChange("reminder", reminder, reminderEntity.readers(reminder), fields));
}
