import type { Id } from "@docket/schema/id";
import { NotificationKind } from "@docket/schema/notification";
import { NOTIFICATION_SETTINGS_KEY, notificationSettings } from "@docket/schema/notification-settings";
import { createJobCtx } from "../../identity/session/job-ctx.ts";
import { composeMail } from "../../runtime/compose-mail.ts";
import { DomainError } from "../../runtime/error.ts";
import type { Mailer } from "../../runtime/mailer.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { notificationMail } from "./notification-mail.ts";
import { findUnread } from "./queries.ts";
import { unsubscribeLink } from "./unsubscribe.ts";

/** Maximum number of notifications in one email. */
const MAX_PER_EMAIL = 200;
const FIRST_WAIT_SECONDS = 60;
const LONGEST_WAIT_SECONDS = 6 * 60 * 60;

type Leased = {
  workspaceId: Id;
  id: Id;
  notificationId: Id;
  userId: Id;
  kind: string;
  isDigest: boolean;
  isExpired: boolean;
};

/**
 * Sends the emails about notifications that are due. Those of one person and kind are sent as one email. Before an email
 * is sent, it is rescheduled with backoff, so that no other process sends it too, and a crash delays it but does not
 * lose it. What the person can see, wants by email and has not read yet is determined now. No-op without a mail server.
 *
 * @returns the number of emails sent
 */
export async function sendNotificationMails(runtime: Runtime, stopping?: AbortSignal): Promise<number> {
  const { mailer } = runtime;
  if (mailer === null) return 0;
  let sent = 0;
  for (;;) {
    if (stopping?.aborted === true) return sent;
    const group = await leaseGroup(runtime);
    if (group.length === 0) return sent;
    if (await trySend(runtime, mailer, group)) sent += 1;
  }
}

/** Leases the notifications for one email: those of one person that are due, for the daily email or of one kind. */
function leaseGroup({ db, clock }: Runtime): Promise<Leased[]> {
  const now = clock();
  return db.$queryRaw<Leased[]>`
    WITH first AS MATERIALIZED (
      SELECT d.* FROM workspace w CROSS JOIN LATERAL (
        SELECT d.* FROM notification_delivery d WHERE d.workspace_id = w.id AND d.not_before <= ${now}
        ORDER BY d.not_before, d.id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
      ) d LIMIT 1
    ), due AS MATERIALIZED (
      SELECT d.workspace_id, d.id FROM first JOIN notification_delivery d
        ON d.workspace_id = first.workspace_id AND d.user_id = first.user_id AND d.is_digest = first.is_digest
        AND (d.is_digest OR d.kind = first.kind)
      WHERE d.not_before <= ${now} ORDER BY d.id LIMIT ${MAX_PER_EMAIL} FOR NO KEY UPDATE OF d SKIP LOCKED
    )
    UPDATE notification_delivery d SET attempts = d.attempts + 1,
      not_before = ${now}::timestamptz + least(${FIRST_WAIT_SECONDS} * power(2, least(d.attempts, 20)), ${LONGEST_WAIT_SECONDS}) * interval '1 second'
    FROM due WHERE d.workspace_id = due.workspace_id AND d.id = due.id
    RETURNING d.workspace_id AS "workspaceId", d.id, d.notification_id AS "notificationId", d.user_id AS "userId", d.kind,
      d.is_digest AS "isDigest", d.expires_at <= ${now} AS "isExpired"`;
}

/** Sends one email and removes its notifications from the queue, also if there is nothing to send. */
async function trySend(runtime: Runtime, mailer: Mailer, group: Leased[]): Promise<boolean> {
  const { db, log } = runtime;
  const [first] = group;
  if (first === undefined) return false;
  const where = { workspaceId: first.workspaceId, id: { in: group.map(({ id }) => id) } };
  try {
    const mail = await composeFor(runtime, first, group);
    if (mail !== null) {
      const { recipient, content, link } = mail;
      const headers = { "List-Unsubscribe": `<${link}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
      const messageId = `<notification.${first.id}@${new URL(link).hostname}>`;
      await mailer.send(recipient, content, { messageId, headers });
    }
    await db.notificationDelivery.deleteMany({ where });
    return mail !== null;
  } catch (error) {
    log.warn({ err: error, deliveryId: first.id }, "notification email not sent");
    await db.notificationDelivery.updateMany({ where, data: { lastError: reasonOf(error) } });
    return false;
  }
}

/** Returns only the kind of failure, because the mail server's message may contain the address. */
function reasonOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  return typeof code === "string" ? code.slice(0, 60) : "failed";
}

/** Returns an email about those of the notifications that their person can see, wants and has not read; null if none. */
async function composeFor(runtime: Runtime, { workspaceId, id, userId, isDigest, kind }: Leased, group: Leased[]) {
  const ctx = await createJobCtx(runtime, { id, userId, tokenId: null }, "tasks:read").catch(nullIfForbidden);
  if (ctx === null) return null;
  const account = await runtime.db.userAccount.findUnique({
    where: { id: userId, emailVerifiedAt: { not: null } },
    select: { email: true, locale: true, preferences: { where: { key: NOTIFICATION_SETTINGS_KEY } } },
  });
  const workspace = await runtime.db.workspace.findUnique({ where: { id: workspaceId }, select: { slug: true } });
  if (!account?.email || !workspace) return null;
  const { kinds } = notificationSettings(account.preferences[0]?.value);
  const wanted = group.filter((one) => !one.isExpired && kinds[NotificationKind.parse(one.kind)].email !== "off");
  const items = await findUnread(
    ctx,
    workspaceId,
    wanted.map(({ notificationId }) => notificationId),
  );
  if (items.length === 0) return null;
  const link = unsubscribeLink(runtime, userId, isDigest ? "digest" : NotificationKind.parse(kind));
  const workspaceUrl = new URL(`/w/${workspace.slug}`, runtime.config.appUrls[0]).href;
  const body = notificationMail({ locale: account.locale, items, isDigest, workspaceUrl, unsubscribeLink: link });
  return { recipient: account.email, content: composeMail(body), link };
}

function nullIfForbidden(error: unknown): null {
  if (error instanceof DomainError && error.code === "forbidden") return null;
  throw error;
}
