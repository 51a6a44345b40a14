import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { NOTIFICATION_SETTINGS_KEY, notificationSettings } from "@docket/schema/notification-settings";
import type { NotificationSettings } from "@docket/schema/notification-settings";
import type { MailContent } from "../../runtime/compose-mail.ts";
import { composeMail } from "../../runtime/compose-mail.ts";
import { failureReason } from "../../runtime/mail-retry.ts";
import type { Mailer } from "../../runtime/mailer.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { DeliveryOptions } from "./due-reminders.ts";
import { afterSpacing, leaseEmail, markSent, postpone, rowsOf } from "./lease.ts";
import type { Leased } from "./lease.ts";
import { notificationMail } from "./notification-mail.ts";
import { readUnread } from "./read-unread.ts";
import { sendingTime } from "./sending-time.ts";
import { unsubscribeLink } from "./unsubscribe.ts";

/**
 * Sends the emails about notifications that are due. Those of one person and kind are sent as one email. When the
 * person wants to get it, and what of it they can see, want by email and have not read, is determined now. No-op
 * without a mail server.
 *
 * @returns the number of emails sent
 */
export async function sendNotificationMails(runtime: Runtime, options: DeliveryOptions = {}): Promise<number> {
  const { now = Prisma.sql`now()`, stopping } = options;
  const { mailer } = runtime;
  if (mailer === null) return 0;
  let sent = 0;
  for (;;) {
    if (stopping?.aborted === true) return sent;
    const group = await leaseEmail(runtime.db, now);
    const [first] = group;
    if (first === undefined) return sent;
    if (await trySend(runtime, mailer, first, group)) sent += 1;
  }
}

/** Sends one email, postpones it, or removes its notifications from the queue if there is nothing to send. */
async function trySend(runtime: Runtime, mailer: Mailer, first: Leased, group: Leased[]): Promise<boolean> {
  const { db, log } = runtime;
  const where = rowsOf(group);
  try {
    const recipient = await findRecipient(runtime, first.userId);
    const time = recipient && (await timeFor(runtime, recipient, first, group));
    if (time && time > first.leasedAt) {
      await postpone(db, group, time);
      return false;
    }
    const link = unsubscribeLink(runtime, first.userId, first.isDigest ? "digest" : first.kind);
    const content = recipient && (await composeFor(runtime, recipient, first, group, link));
    if (!content) {
      await db.notificationDelivery.deleteMany({ where });
      return false;
    }
    const headers = { "List-Unsubscribe": `<${link}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
    const messageId = `<notification.${first.emailId}@${new URL(link).hostname}>`;
    await mailer.send(recipient.email, content, { messageId, headers });
    await markSent(db, group, first.leasedAt);
    return true;
  } catch (error) {
    log.warn({ err: error, emailId: first.emailId }, "notification email not sent");
    await db.notificationDelivery.updateMany({ where, data: { lastError: failureReason(error) } });
    return false;
  }
}

type Recipient = { email: string; locale: string; timeZone: string; settings: NotificationSettings };

/** Returns a person with a verified address. */
async function findRecipient({ db }: Runtime, userId: Id): Promise<Recipient | null> {
  const account = await db.userAccount.findUnique({
    where: { id: userId, emailVerifiedAt: { not: null } },
    select: {
      email: true,
      locale: true,
      timeZone: true,
      preferences: { where: { key: NOTIFICATION_SETTINGS_KEY }, select: { value: true } },
    },
  });
  if (!account?.email) return null;
  const { email, locale, timeZone, preferences } = account;
  return { email, locale, timeZone, settings: notificationSettings(preferences[0]?.value) };
}

/** Returns when the email may be sent. The settings may have changed since it was queued. */
async function timeFor({ db }: Runtime, recipient: Recipient, first: Leased, group: Leased[]): Promise<Date> {
  const queuedAt = new Date(Math.max(...group.map(({ createdAt }) => createdAt.getTime())));
  const wanted = sendingTime(recipient, { ...first, queuedAt }, first.leasedAt);
  const possible = await afterSpacing(db, first);
  return wanted > possible ? wanted : possible;
}

/** Returns an email about the notifications that the person can see, wants and has not read; null if there are none. */
async function composeFor(
  runtime: Runtime,
  { locale, settings }: Recipient,
  { workspaceId, id, userId, isDigest }: Leased,
  group: Leased[],
  link: string,
): Promise<MailContent | null> {
  const wanted = group.filter(({ isExpired, kind }) => !isExpired && settings.kinds[kind].email !== "off");
  const ids = wanted.map(({ notificationId }) => notificationId);
  const { items, path } = await readUnread(runtime, { workspaceId, id, userId }, ids);
  if (items.length === 0) return null;
  const workspaceUrl = new URL(path, runtime.config.appUrls[0]).href;
  return composeMail(notificationMail({ locale, items, isDigest, workspaceUrl, unsubscribeLink: link }));
}
