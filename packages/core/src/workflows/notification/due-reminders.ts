import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { isTaskSeenBy } from "../../access/access.ts";
import { isOpenSql } from "../../entities/task/status.ts";
import type { Tx } from "../../runtime/ctx.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { recordArrivals } from "./arrival.ts";
import type { NewNotification } from "./queue.ts";

/** Maximum number of rows per transaction, so that commands on the same tasks never wait for long. */
const BATCH = 500;

type JobRuntime = Pick<Runtime, "db" | "clock" | "mailer" | "notifier">;

export type DeliveryOptions = {
  /** The present time, as an SQL expression. It is the database's, so that all servers agree about it. */
  now?: Prisma.Sql;
  stopping?: AbortSignal;
};

/**
 * Delivers the reminders that are due, and shows notifications again whose snooze has ended. Marking a reminder as
 * delivered and inserting its notification is one transaction, so a reminder is delivered exactly once, however many
 * servers run and whenever they stop. One that became due while no server was running is delivered late.
 *
 * A reminder of a task that its person can no longer see, or that is closed, is marked without a notification: it must
 * not be delivered when the task is reopened some day.
 *
 * @returns the number of reminders and notifications processed
 */
export async function deliverDue(runtime: JobRuntime, options: DeliveryOptions = {}): Promise<number> {
  const { now = Prisma.sql`now()`, stopping } = options;
  let processed = 0;
  for (const step of [deliverReminders, endSnoozes]) {
    for (;;) {
      if (stopping?.aborted === true) return processed;
      const { count, workspaceIds } = await runtime.db.$transaction(async (tx) => {
        const rows = await step(tx, now);
        const notifications = rows.flatMap(({ id, ...row }) => (id === null ? [] : [{ ...row, id }]));
        return { count: rows.length, workspaceIds: await recordArrivals(tx, runtime, notifications) };
      });
      for (const workspaceId of workspaceIds) runtime.notifier.notify(workspaceId);
      processed += count;
      if (count < BATCH) break;
    }
  }
  return processed;
}

/** A processed row. The id is that of its notification, or null if its person is not notified. */
type Processed = Omit<NewNotification, "id"> & { id: Id | null };

function deliverReminders(tx: Tx, now: Prisma.Sql): Promise<Processed[]> {
  return tx.$queryRaw<Processed[]>`
    WITH due AS MATERIALIZED (${dueRows("reminder", Prisma.sql`d.fired_at IS NULL AND d.deleted_at IS NULL AND d.at`, now)}),
    fired AS (
      UPDATE reminder r SET fired_at = ${now} FROM due WHERE r.workspace_id = due.workspace_id AND r.id = due.id
      RETURNING r.workspace_id, r.id, r.task_id, r.user_id, r.at
    ), told AS (
      INSERT INTO notification (workspace_id, id, user_id, kind, dedupe_key, reminder_id, task_id, created_at, shown_at)
      SELECT f.workspace_id, gen_random_uuid(), f.user_id, 'reminder', 'reminder:' || f.id || ':' || extract(epoch FROM f.at),
        f.id, f.task_id, ${now}, ${now}
      FROM fired f JOIN task t ON t.workspace_id = f.workspace_id AND t.id = f.task_id
      WHERE ${isOpenSql("t")} AND t.archived_at IS NULL AND ${isTaskSeenBy(Prisma.sql`f.user_id`)}
      ON CONFLICT DO NOTHING RETURNING workspace_id, id, reminder_id
    )
    SELECT f.workspace_id AS "workspaceId", told.id, f.user_id AS "userId", 'reminder' AS kind
    FROM fired f LEFT JOIN told ON told.workspace_id = f.workspace_id AND told.reminder_id = f.id`;
}

function endSnoozes(tx: Tx, now: Prisma.Sql): Promise<NewNotification[]> {
  return tx.$queryRaw<NewNotification[]>`
    WITH due AS MATERIALIZED (${dueRows("notification", Prisma.sql`d.snoozed_until`, now)})
    UPDATE notification n SET snoozed_until = NULL, shown_at = ${now}, read_at = NULL
    FROM due WHERE n.workspace_id = due.workspace_id AND n.id = due.id
    RETURNING n.workspace_id AS "workspaceId", n.id, n.user_id AS "userId", n.kind`;
}

/**
 * Builds a query for the keys of rows whose time has come. It locks them, and skips those that another process has
 * locked. All indexes begin with the workspace, so the rows of each workspace are looked up separately.
 *
 * @param time the end of the conditions on a row `d`: the column of the time
 */
function dueRows(table: "reminder" | "notification", time: Prisma.Sql, now: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT d.workspace_id, d.id FROM workspace w CROSS JOIN LATERAL (
      SELECT d.workspace_id, d.id FROM ${Prisma.raw(table)} d WHERE d.workspace_id = w.id AND ${time} <= ${now}
      ORDER BY d.workspace_id, d.id LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED
    ) d LIMIT ${BATCH}`;
}
