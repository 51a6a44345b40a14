import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Reminder } from "@docket/schema/reminder";
import { REMINDER_SETTINGS_KEY, ReminderSettings } from "@docket/schema/reminder-settings";
import { reminderInstant } from "@docket/schema/reminder-time";
import type { When } from "@docket/schema/when";
import type { Tx } from "../runtime/ctx.ts";

// The instants of reminders depend on settings of the account, so they are computed here, in the layer of accounts.

/** A reminder with everything on which its instant depends, and the instant that is stored. */
type StoredReminder = Pick<Reminder, "workspaceId" | "id" | "basis" | "offsetMinutes" | "when"> & {
  start: When | null;
  due: When | null;
  timeZone: string;
  settings: unknown;
  at: Date | null;
};

/** Reminders that have not been delivered. They are the ones that follow changed settings. */
export const isPending = Prisma.sql`r.fired_at IS NULL AND r.deleted_at IS NULL`;

/**
 * Computes the instants of reminders again, in the transaction that changes something on which they depend. The
 * reminders are locked before anything else is read. Of two transactions that change something, the second one
 * therefore sees what the first one has changed, although neither locks the tasks.
 *
 * @param which condition on a reminder `r`
 * @param reason if the `date` of a reminder has changed, it is due again, unless the new time has already passed. A
 *   change of `settings` moves reminders, but a reminder that it moves into the past is still delivered
 * @returns the number of reminders with another instant
 */
export async function recomputeReminders(tx: Tx, which: Prisma.Sql, reason: "date" | "settings"): Promise<number> {
  const locked = await tx.$queryRaw<{ workspaceId: Id; id: Id }[]>`
    SELECT r.workspace_id AS "workspaceId", r.id FROM reminder r
    WHERE ${which} ORDER BY r.workspace_id, r.id FOR NO KEY UPDATE`;
  if (locked.length === 0) return 0;
  const rows = await tx.$queryRaw<StoredReminder[]>`
    SELECT r.workspace_id AS "workspaceId", r.id, r.basis, r.offset_minutes AS "offsetMinutes", r.at,
      ${whenJson("r.on_date", "r.on")} AS "when", ${whenJson("t.start_on", "t.start")} AS start,
      ${whenJson("t.due_on", "t.due")} AS due,
      u.time_zone AS "timeZone", p.value AS settings
    FROM reminder r JOIN task t ON t.workspace_id = r.workspace_id AND t.id = r.task_id
    JOIN user_account u ON u.id = r.user_id
    LEFT JOIN preference p ON p.user_id = r.user_id AND p.key = ${REMINDER_SETTINGS_KEY}
    WHERE ${isOneOf(locked)}`;
  const changed = rows.flatMap(({ at, settings, timeZone, ...row }) => {
    const instant = reminderInstant(row, row, { timeZone, dayTime: parseSettings(settings).dayTime });
    const isSame = at?.getTime() === instant?.getTime();
    return isSame ? [] : [{ workspace_id: row.workspaceId, id: row.id, at: instant?.toISOString() ?? null }];
  });
  if (changed.length === 0) return 0;
  const firedAt = reason === "date" ? Prisma.sql`CASE WHEN v.at <= now() THEN now() END` : Prisma.sql`r.fired_at`;
  return tx.$executeRaw`
    UPDATE reminder r SET at = v.at, fired_at = ${firedAt}
    FROM jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) AS v(workspace_id uuid, id uuid, at timestamptz)
    WHERE r.workspace_id = v.workspace_id AND r.id = v.id`;
}

/** Builds the condition that a reminder `r` is one of these. */
export function isOneOf(reminders: { workspaceId: Id; id: Id }[]): Prisma.Sql {
  const workspaceIds = reminders.map(({ workspaceId }) => workspaceId);
  const ids = reminders.map(({ id }) => id);
  return Prisma.sql`(r.workspace_id, r.id) IN (SELECT * FROM unnest(${workspaceIds}::uuid[], ${ids}::uuid[]))`;
}

/**
 * Builds the JSON of a date.
 *
 * @param day the column of the day
 * @param prefix the beginning of the columns of its time and zone
 */
function whenJson(day: string, prefix: string): Prisma.Sql {
  return Prisma.raw(`CASE WHEN ${day} IS NOT NULL THEN json_strip_nulls(
    json_build_object('date', ${day}, 'time', ${prefix}_time, 'timeZone', ${prefix}_zone)) END`);
}

/** Returns the settings in a stored preference. Invalid or missing ones are the default. */
function parseSettings(value: unknown): ReminderSettings {
  return ReminderSettings.safeParse(value ?? {}).data ?? ReminderSettings.parse({});
}

/** Returns a person's settings for reminders. */
export async function reminderSettingsOf(tx: Tx, userId: Id): Promise<ReminderSettings> {
  const row = await tx.preference.findUnique({ where: { userId_key: { userId, key: REMINDER_SETTINGS_KEY } } });
  return parseSettings(row?.value);
}

/** Computes the instants of a person's reminders again after they have changed their time zone or settings. */
export function recomputeRemindersOf(tx: Tx, userId: Id): Promise<number> {
  // All indexes begin with the workspace.
  const isOwn = Prisma.sql`r.user_id = ${userId}::uuid
    AND r.workspace_id IN (SELECT m.workspace_id FROM workspace_member m WHERE m.user_id = ${userId}::uuid)`;
  return recomputeReminders(tx, Prisma.sql`${isOwn} AND ${isPending}`, "settings");
}
