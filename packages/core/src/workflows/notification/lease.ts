import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { NotificationKind } from "@docket/schema/notification";
import { uuidv7 } from "@docket/schema/uuid";
import type { Tx } from "../../runtime/ctx.ts";
import { nextAttempt } from "../../runtime/mail-retry.ts";

/** Maximum number of notifications in one email. */
const MAX_PER_EMAIL = 200;
/** Longer than any attempt, whose steps have timeouts of up to 20 seconds each (`runtime/mailer.ts`). */
const FIRST_WAIT_SECONDS = 5 * 60;
/** Minimum time between emails of one kind to one person, so that no one can fill their mailbox. */
const SPACING_MS = 5 * 60_000;

/** A notification in an email that this process is to send. */
export type Leased = {
  workspaceId: Id;
  id: Id;
  /** The same for all notifications in the email, and for each attempt to send it. */
  emailId: Id;
  notificationId: Id;
  userId: Id;
  kind: NotificationKind;
  isDigest: boolean;
  attempts: number;
  createdAt: Date;
  isExpired: boolean;
  /** When the lease began. */
  leasedAt: Date;
};

/**
 * Leases the notifications for one email: those of one person that are due, for the daily email or of one kind. Once
 * they have been part of an attempt, they stay one email. They are rescheduled with backoff, so that no other process
 * sends them too, and a crash delays them but does not lose them.
 *
 * @param now the present time, as an SQL expression
 * @returns an empty array if nothing is due
 */
export function leaseEmail(db: Tx, now: Prisma.Sql): Promise<Leased[]> {
  return db.$queryRaw<Leased[]>`
    WITH first AS MATERIALIZED (
      SELECT d.* FROM workspace w CROSS JOIN LATERAL (
        SELECT d.* FROM notification_delivery d
        WHERE d.workspace_id = w.id AND d.sent_at IS NULL AND d.not_before <= ${now}
        ORDER BY d.not_before, d.id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
      ) d LIMIT 1
    ), due AS MATERIALIZED (
      SELECT d.workspace_id, d.id FROM first JOIN notification_delivery d
        ON d.workspace_id = first.workspace_id AND d.user_id = first.user_id AND d.is_digest = first.is_digest
        AND (d.is_digest OR d.kind = first.kind) AND d.email_id IS NOT DISTINCT FROM first.email_id
      WHERE d.sent_at IS NULL AND d.not_before <= ${now}
      ORDER BY d.id LIMIT ${MAX_PER_EMAIL} FOR NO KEY UPDATE OF d SKIP LOCKED
    )
    UPDATE notification_delivery d SET email_id = coalesce(d.email_id, ${uuidv7()}::uuid), attempts = d.attempts + 1,
      not_before = ${nextAttempt(now, Prisma.sql`d.attempts`, FIRST_WAIT_SECONDS)}
    FROM due WHERE d.workspace_id = due.workspace_id AND d.id = due.id
    RETURNING d.workspace_id AS "workspaceId", d.id, d.email_id AS "emailId", d.notification_id AS "notificationId",
      d.user_id AS "userId", d.kind, d.is_digest AS "isDigest", d.attempts, d.created_at AS "createdAt",
      d.expires_at <= ${now} AS "isExpired", ${now} AS "leasedAt"`;
}

/** Returns the condition on the rows of leased notifications. */
export function rowsOf(group: Leased[]): { workspaceId: Id; id: { in: Id[] } } {
  return { workspaceId: group[0]?.workspaceId ?? "", id: { in: group.map(({ id }) => id) } };
}

/**
 * Ends a lease without an attempt. Unless the notifications may already have been sent, they can become part of an
 * email with others.
 */
export async function postpone(db: Tx, group: Leased[], time: Date): Promise<void> {
  const data = { notBefore: time, attempts: { decrement: 1 } };
  const isFirst = group.every(({ attempts }) => attempts === 1);
  await db.notificationDelivery.updateMany({ where: rowsOf(group), data: isFirst ? { ...data, emailId: null } : data });
}

/** Keeps the notifications of an email that has been sent, until {@link afterSpacing} no longer needs them. */
export async function markSent(db: Tx, group: Leased[], leasedAt: Date): Promise<void> {
  await db.notificationDelivery.updateMany({ where: rowsOf(group), data: { sentAt: leasedAt, lastError: null } });
}

/**
 * Returns when the next email of this kind may be sent to the person. Reminders and daily emails are not delayed,
 * because people choose their times themselves.
 */
export async function afterSpacing(db: Tx, { workspaceId, userId, kind, isDigest, leasedAt }: Leased): Promise<Date> {
  if (isDigest || kind === "reminder") return leasedAt;
  const sentAt = { gt: new Date(leasedAt.getTime() - SPACING_MS) };
  const last = await db.notificationDelivery.findFirst({
    where: { workspaceId, userId, isDigest, kind, sentAt },
    orderBy: { sentAt: "desc" },
    select: { sentAt: true },
  });
  return last?.sentAt ? new Date(last.sentAt.getTime() + SPACING_MS) : leasedAt;
}
