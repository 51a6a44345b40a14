import type { Id } from "@docket/schema/id";
import type { NotificationKind } from "@docket/schema/notification";
import { NOTIFICATION_SETTINGS_KEY, notificationSettings } from "@docket/schema/notification-settings";
import type { NotificationSettings } from "@docket/schema/notification-settings";
import { uuidv7 } from "@docket/schema/uuid";
import type { Tx } from "../../runtime/ctx.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { sendingTime } from "./sending-time.ts";

/** A notification that has just been inserted, or whose snooze has ended. */
export type NewNotification = { workspaceId: Id; id: Id; userId: Id; kind: NotificationKind };

/** Time after which an email about a notification is no longer worth sending, in milliseconds. */
const LIFETIME_MS = 3 * 24 * 60 * 60_000;

/** What decides how a person is notified. */
export type Recipient = { canReceiveEmail: boolean; locale: string; timeZone: string; settings: NotificationSettings };

/**
 * Queues the emails that people want of new notifications, in the transaction that inserts them. Unverified addresses
 * get none. Notifications of a kind that a person doesn't want to see in the app are hidden there.
 */
export async function queueDeliveries(
  tx: Tx,
  { clock, mailer }: Pick<Runtime, "clock" | "mailer">,
  notifications: NewNotification[],
  recipients: Map<Id, Recipient>,
): Promise<void> {
  const now = clock();
  const hidden = notifications.filter(
    ({ userId, kind }) => recipients.get(userId)?.settings.kinds[kind].inApp === false,
  );
  if (hidden.length > 0) {
    const ids = hidden.map(({ id }) => id);
    await tx.$executeRaw`
      UPDATE notification SET is_in_app = false
      WHERE workspace_id = ANY(${hidden.map(({ workspaceId }) => workspaceId)}::uuid[]) AND id = ANY(${ids}::uuid[])`;
  }
  if (mailer === null) return;
  const data = notifications.flatMap(({ workspaceId, id, userId, kind }) => {
    const recipient = recipients.get(userId);
    const place = recipient && placeInQueue(recipient, kind, now);
    if (!place) return [];
    const expiresAt = new Date(place.notBefore.getTime() + LIFETIME_MS);
    return [{ workspaceId, id: uuidv7(), notificationId: id, userId, kind, createdAt: now, expiresAt, ...place }];
  });
  if (data.length > 0) await tx.notificationDelivery.createMany({ data });
}

/** Reads how people are notified. */
export async function recipientsOf(tx: Tx, userIds: Id[]): Promise<Map<Id, Recipient>> {
  const rows = await tx.userAccount.findMany({
    where: { id: { in: userIds } },
    select: {
      id: true,
      locale: true,
      timeZone: true,
      emailVerifiedAt: true,
      preferences: { where: { key: NOTIFICATION_SETTINGS_KEY }, select: { value: true } },
    },
  });
  return new Map(
    rows.map(({ id, locale, timeZone, emailVerifiedAt, preferences }) => [
      id,
      {
        locale,
        timeZone,
        canReceiveEmail: emailVerifiedAt !== null,
        settings: notificationSettings(preferences[0]?.value),
      },
    ]),
  );
}

/** Returns how and when an email is to be sent, or null if the person wants none. */
function placeInQueue(
  { canReceiveEmail, ...recipient }: Recipient,
  kind: NotificationKind,
  now: Date,
): { isDigest: boolean; notBefore: Date } | null {
  const { email } = recipient.settings.kinds[kind];
  if (!canReceiveEmail || email === "off") return null;
  const isDigest = email === "daily";
  return { isDigest, notBefore: sendingTime(recipient, { kind, isDigest, queuedAt: now }, now) };
}
