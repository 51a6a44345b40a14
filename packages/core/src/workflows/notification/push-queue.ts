import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Tx } from "../../runtime/ctx.ts";
import { nextAttempt } from "../../runtime/mail-retry.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { NewNotification, Recipient } from "./queue.ts";
import { sendingTime } from "./sending-time.ts";

/** Time after which a push notification is no longer worth sending. */
const LIFETIME = Prisma.sql`interval '1 day'`;
/** Longer than any attempt: reading, resolving the name and the request have timeouts. */
const FIRST_WAIT_SECONDS = 60;

/**
 * Queues the push notifications that people want of new notifications for each of their devices, in the transaction that
 * inserts them. One that is shown again after a snooze, and is still queued, is queued as a new one.
 */
export async function queuePushes(
  tx: Tx,
  { clock }: Pick<Runtime, "clock">,
  notifications: NewNotification[],
  recipients: Map<Id, Recipient>,
): Promise<void> {
  const now = clock();
  const wanted = notifications.flatMap(({ workspaceId, id, userId, kind }) => {
    const recipient = recipients.get(userId);
    if (recipient?.settings.kinds[kind].push !== true) return [];
    return [
      { workspaceId, id, userId, notBefore: sendingTime(recipient, { kind, isDigest: false, queuedAt: now }, now) },
    ];
  });
  if (wanted.length === 0) return;
  // Locking the devices keeps them from being removed before the transaction ends.
  await tx.$executeRaw`
    INSERT INTO push_delivery (workspace_id, notification_id, session_id, created_at, not_before, expires_at)
    SELECT n.workspace_id, n.id, p.session_id, ${now}, n.not_before, n.not_before + ${LIFETIME}
    FROM unnest(
      ${wanted.map(({ workspaceId }) => workspaceId)}::uuid[], ${wanted.map(({ id }) => id)}::uuid[],
      ${wanted.map(({ userId }) => userId)}::uuid[], ${wanted.map(({ notBefore }) => notBefore)}::timestamptz[]
    ) AS n(workspace_id, id, user_id, not_before)
    JOIN session s ON s.user_id = n.user_id AND ${isActive(Prisma.sql`${now}`)}
    JOIN push_subscription p ON p.session_id = s.id
    FOR KEY SHARE OF p
    ON CONFLICT (workspace_id, notification_id, session_id) DO UPDATE
      SET created_at = excluded.created_at, not_before = excluded.not_before, expires_at = excluded.expires_at`;
}

/** Returns the condition on sessions `s` that have not ended. */
function isActive(now: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`s.revoked_at IS NULL AND s.idle_expires_at > ${now} AND s.absolute_expires_at > ${now}`;
}

/** A push notification that this process is to send. */
export type LeasedPush = {
  workspaceId: Id;
  notificationId: Id;
  sessionId: Id;
  userId: Id;
  endpoint: string;
  p256dh: Uint8Array;
  auth: Uint8Array;
  /** The number of failures of the device before this attempt. */
  failures: number;
  createdAt: Date;
  expiresAt: Date;
  /** Remaining time for which the notification is worth sending, in seconds. */
  ttlSeconds: number;
  /** Whether the session of the device has not ended. */
  isActive: boolean;
  /** When the lease began. */
  leasedAt: Date;
};

/** Maximum number of devices that a lease considers. It takes the first one that no other process has locked. */
const MAX_CANDIDATES = 5;
/** Sorts before every id. */
const NIL_ID = "00000000-0000-0000-0000-000000000000";

/**
 * Leases a push notification that is due: the first of the next device, in the order of their ids, so that the devices
 * take turns and no person or workspace delays those of others. The device is rescheduled with backoff, so that no other
 * process sends to it at the same time, one that can't be reached costs one attempt for all that is queued for it, and a
 * crash delays notifications but does not lose them. The notification is rescheduled, too, so that the next attempt is
 * made with the next one.
 *
 * The devices for which something is due are found one by one in the index of the queue, until some of them can be sent
 * to. That takes the longer the more devices in between have to wait, but does not depend on the number of those for
 * which nothing is queued, or that come later. See docs/benchmark.md.
 *
 * @param now the present time, as an SQL expression
 * @param previous the device of the previous lease, after which the search begins. Omit for the first lease
 * @returns undefined if nothing is due
 */
export async function leasePush(db: Tx, now: Prisma.Sql, previous?: Id): Promise<LeasedPush | undefined> {
  const after = Prisma.sql`${previous ?? NIL_ID}::uuid`;
  const [leased] = await db.$queryRaw<LeasedPush[]>`
    WITH RECURSIVE ${devicesWithDue("following", Prisma.sql`q.session_id > ${after}`, now)},
    ${devicesWithDue("preceding", Prisma.sql`q.session_id <= ${after}`, now)},
    candidate AS MATERIALIZED (
      SELECT w.turn, w.session_id FROM (
        SELECT 1 AS turn, session_id FROM following UNION ALL SELECT 2, session_id FROM preceding
      ) w CROSS JOIN LATERAL (
        SELECT FROM push_subscription p WHERE p.session_id = w.session_id AND p.not_before <= ${now} LIMIT 1
      ) p LIMIT ${MAX_CANDIDATES}
    ), due AS MATERIALIZED (
      SELECT p.session_id, p.failures, d.workspace_id, d.notification_id
      FROM candidate c JOIN push_subscription p ON p.session_id = c.session_id CROSS JOIN LATERAL (
        SELECT d.workspace_id, d.notification_id FROM push_delivery d
        WHERE d.session_id = p.session_id AND d.not_before <= ${now} ORDER BY d.not_before LIMIT 1
      ) d WHERE p.not_before <= ${now}
      ORDER BY c.turn, c.session_id LIMIT 1 FOR NO KEY UPDATE OF p SKIP LOCKED
    ), device AS (
      UPDATE push_subscription p SET failures = p.failures + 1,
        not_before = ${nextAttempt(now, Prisma.sql`p.failures`, FIRST_WAIT_SECONDS)}
      FROM due WHERE p.session_id = due.session_id
      RETURNING p.session_id, p.endpoint, p.p256dh, p.auth, p.not_before
    )
    UPDATE push_delivery d SET not_before = least(device.not_before, d.expires_at)
    FROM due JOIN device ON device.session_id = due.session_id JOIN session s ON s.id = device.session_id
    WHERE d.workspace_id = due.workspace_id AND d.notification_id = due.notification_id AND d.session_id = due.session_id
    RETURNING d.workspace_id AS "workspaceId", d.notification_id AS "notificationId", d.session_id AS "sessionId",
      s.user_id AS "userId", device.endpoint, device.p256dh, device.auth, due.failures, d.created_at AS "createdAt",
      d.expires_at AS "expiresAt", ${isActive(now)} AS "isActive",
      floor(extract(epoch FROM d.expires_at - ${now}))::int AS "ttlSeconds", ${now} AS "leasedAt"`;
  return leased;
}

/**
 * Builds a recursive table of the devices for which something is due, in the order of their ids. Each row is one search
 * in the index of the queue, and only the rows that are read are searched for.
 *
 * @param bounds a condition on the queue `q` that selects devices
 */
function devicesWithDue(name: "following" | "preceding", bounds: Prisma.Sql, now: Prisma.Sql): Prisma.Sql {
  const table = Prisma.raw(name);
  const selected = Prisma.sql`${bounds} AND q.not_before <= ${now}`;
  return Prisma.sql`${table} (session_id) AS (
      (SELECT q.session_id FROM push_delivery q WHERE ${selected} ORDER BY q.session_id LIMIT 1)
      UNION ALL
      SELECT q.session_id FROM ${table} w CROSS JOIN LATERAL (
        SELECT q.session_id FROM push_delivery q
        WHERE q.session_id > w.session_id AND ${selected} ORDER BY q.session_id LIMIT 1
      ) q
    )`;
}

/** Removes a notification from the queue, unless it has been queued again in the meantime. */
export async function dequeue(db: Tx, push: LeasedPush): Promise<void> {
  const { workspaceId, notificationId, sessionId, createdAt } = push;
  await db.pushDelivery.deleteMany({ where: { workspaceId, notificationId, sessionId, createdAt } });
}

/** Postpones a notification, but not beyond the end of its lifetime, when it is removed. */
export async function postpone(db: Tx, push: LeasedPush, time: Date): Promise<void> {
  const { workspaceId, notificationId, sessionId, createdAt, expiresAt } = push;
  const notBefore = time < expiresAt ? time : expiresAt;
  await db.pushDelivery.updateMany({
    where: { workspaceId, notificationId, sessionId, createdAt },
    data: { notBefore },
  });
}

/** Ends the lease of a device, so that the next notification can be sent to it. A new address has ended it already. */
export async function release(db: Tx, { sessionId, endpoint, failures, leasedAt }: LeasedPush): Promise<void> {
  await db.pushSubscription.updateMany({ where: { sessionId, endpoint }, data: { notBefore: leasedAt, failures } });
}
