import { afterQuietHours, nextTimeOfDay } from "@docket/schema/delivery-time";
import type { Id } from "@docket/schema/id";
import type { NotificationKind } from "@docket/schema/notification";
import { NOTIFICATION_SETTINGS_KEY, notificationSettings } from "@docket/schema/notification-settings";
import type { NotificationSettings } from "@docket/schema/notification-settings";
import { uuidv7 } from "@docket/schema/uuid";
import type { Tx } from "../../runtime/ctx.ts";
import type { Runtime } from "../../runtime/runtime.ts";

/** A notification that has just been inserted, or whose snooze has ended. */
export type NewNotification = { workspaceId: Id; id: Id; userId: Id; kind: NotificationKind };

/** Time after which an email about a notification is no longer worth sending, in milliseconds. */
const LIFETIME_MS = 3 * 24 * 60 * 60_000;

type Reader = { canReceiveEmail: boolean; timeZone: string; settings: NotificationSettings };

/**
 * Queues the emails that people want of new notifications, in the transaction that inserts them. Unverified addresses
 * get none. Notifications of a kind that a person doesn't want to see in the app are hidden there.
 */
export async function queueDeliveries(
  tx: Tx,
  { clock, mailer }: Pick<Runtime, "clock" | "mailer">,
  notifications: NewNotification[],
): Promise<void> {
  const now = clock();
  const readers = await readersOf(tx, [...new Set(notifications.map(({ userId }) => userId))]);
  const hidden = notifications.filter(({ userId, kind }) => readers.get(userId)?.settings.kinds[kind].inApp === false);
  if (hidden.length > 0) {
    const ids = hidden.map(({ id }) => id);
    await tx.$executeRaw`
      UPDATE notification SET is_in_app = false
      WHERE workspace_id = ANY(${hidden.map(({ workspaceId }) => workspaceId)}::uuid[]) AND id = ANY(${ids}::uuid[])`;
  }
  if (mailer === null) return;
  const data = notifications.flatMap(({ workspaceId, id, userId, kind }) => {
    const reader = readers.get(userId);
    const time = reader && timeOf(reader, kind, now);
    if (!time) return [];
    const expiresAt = new Date(time.notBefore.getTime() + LIFETIME_MS);
    return [{ workspaceId, id: uuidv7(), notificationId: id, userId, kind, createdAt: now, expiresAt, ...time }];
  });
  if (data.length > 0) await tx.notificationDelivery.createMany({ data });
}

async function readersOf(tx: Tx, userIds: Id[]): Promise<Map<Id, Reader>> {
  const rows = await tx.userAccount.findMany({
    where: { id: { in: userIds } },
    select: {
      id: true,
      timeZone: true,
      emailVerifiedAt: true,
      preferences: { where: { key: NOTIFICATION_SETTINGS_KEY }, select: { value: true } },
    },
  });
  return new Map(
    rows.map(({ id, timeZone, emailVerifiedAt, preferences }) => [
      id,
      {
        timeZone,
        canReceiveEmail: emailVerifiedAt !== null,
        settings: notificationSettings(preferences[0]?.value),
      },
    ]),
  );
}

/** Returns when an email is to be sent, or null if the person wants none. */
function timeOf(
  { canReceiveEmail, timeZone, settings }: Reader,
  kind: NewNotification["kind"],
  now: Date,
): { isDigest: boolean; notBefore: Date } | null {
  const { email } = settings.kinds[kind];
  if (!canReceiveEmail || email === "off") return null;
  if (email === "daily") return { isDigest: true, notBefore: nextTimeOfDay(now, settings.digestTime, timeZone) };
  // People choose the times of their reminders themselves.
  const quietHours = kind === "reminder" ? null : settings.quietHours;
  return { isDigest: false, notBefore: afterQuietHours(now, quietHours, timeZone) };
}
