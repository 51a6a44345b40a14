import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Tx } from "../../runtime/ctx.ts";
import { nextAttempt } from "../../runtime/mail-retry.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { NewNotification } from "./queue.ts";
import { recipientsOf } from "./queue.ts";
import { sendingTime } from "./sending-time.ts";

/** Time after which a push notification is no longer worth sending, in milliseconds. */
const LIFETIME_MS = 24 * 60 * 60_000;
/** Maximum number of notifications that are sent at the same time. */
const BATCH = 20;
/** Longer than any attempt: reading, resolving the name and the request have timeouts. */
const FIRST_WAIT_SECONDS = 60;

/**
 * Queues the push notifications that people want of new notifications for each of their devices, in the transaction that
 * inserts them.
 */
export async function queuePushes(
  tx: Tx,
  { clock }: Pick<Runtime, "clock">,
  notifications: NewNotification[],
): Promise<void> {
  const now = clock();
  const devices = await lockDevices(tx, [...new Set(notifications.map(({ userId }) => userId))], now);
  if (devices.length === 0) return;
  const recipients = await recipientsOf(tx, [...new Set(devices.map(({ userId }) => userId))]);
  const data = notifications.flatMap(({ workspaceId, id, userId, kind }) => {
    const recipient = recipients.get(userId);
    if (recipient?.settings.kinds[kind].push !== true) return [];
    const notBefore = sendingTime(recipient, { kind, isDigest: false, queuedAt: now }, now);
    const row = { workspaceId, notificationId: id, createdAt: now, notBefore };
    const expiresAt = new Date(notBefore.getTime() + LIFETIME_MS);
    const own = devices.filter((device) => device.userId === userId);
    return own.map(({ sessionId }) => ({ ...row, sessionId, expiresAt }));
  });
  // A notification that is shown again after a snooze may still be queued.
  if (data.length > 0) await tx.pushDelivery.createMany({ data, skipDuplicates: true });
}

/** Returns people's devices, and keeps them from being removed until the transaction ends. */
function lockDevices(tx: Tx, userIds: Id[], now: Date): Promise<{ sessionId: Id; userId: Id }[]> {
  return tx.$queryRaw<{ sessionId: Id; userId: Id }[]>`
    SELECT p.session_id AS "sessionId", s.user_id AS "userId" FROM session s JOIN push_subscription p ON p.session_id = s.id
    WHERE s.user_id = ANY(${userIds}::uuid[]) AND ${isActive(now)} FOR KEY SHARE OF p`;
}

/** Returns the condition on sessions `s` that have not ended. */
function isActive(now: Date | Prisma.Sql): Prisma.Sql {
  const time = Prisma.sql`${now}`;
  return Prisma.sql`s.revoked_at IS NULL AND s.idle_expires_at > ${time} AND s.absolute_expires_at > ${time}`;
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
  createdAt: Date;
  /** Remaining time for which the notification is worth sending, in seconds. */
  ttlSeconds: number;
  /** Whether the session of the device has not ended. */
  isActive: boolean;
  /** When the lease began. */
  leasedAt: Date;
};

/**
 * Leases push notifications that are due. They are rescheduled with backoff, so that no other process sends them too,
 * and a crash delays them but does not lose them.
 *
 * @param now the present time, as an SQL expression
 * @returns an empty array if nothing is due
 */
export function leasePushes(db: Tx, now: Prisma.Sql): Promise<LeasedPush[]> {
  return db.$queryRaw<LeasedPush[]>`
    WITH due AS MATERIALIZED (
      SELECT d.* FROM workspace w CROSS JOIN LATERAL (
        SELECT d.workspace_id, d.notification_id, d.session_id FROM push_delivery d
        WHERE d.workspace_id = w.id AND d.not_before <= ${now}
        ORDER BY d.not_before LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED
      ) d LIMIT ${BATCH}
    )
    UPDATE push_delivery d SET attempts = d.attempts + 1,
      not_before = ${nextAttempt(now, Prisma.sql`d.attempts`, FIRST_WAIT_SECONDS)}
    FROM due JOIN push_subscription p ON p.session_id = due.session_id JOIN session s ON s.id = p.session_id
    WHERE d.workspace_id = due.workspace_id AND d.notification_id = due.notification_id AND d.session_id = due.session_id
    RETURNING d.workspace_id AS "workspaceId", d.notification_id AS "notificationId", d.session_id AS "sessionId",
      s.user_id AS "userId", p.endpoint, p.p256dh, p.auth, d.created_at AS "createdAt", ${isActive(now)} AS "isActive",
      floor(extract(epoch FROM d.expires_at - ${now}))::int AS "ttlSeconds", ${now} AS "leasedAt"`;
}
