import { afterQuietHours, nextTimeOfDay } from "@docket/schema/delivery-time";
import type { NotificationKind } from "@docket/schema/notification";
import type { NotificationSettings } from "@docket/schema/notification-settings";

/** A person's choices of when they are notified. */
type Choices = { timeZone: string; settings: NotificationSettings };

/** What is sent: an email or a push notification, or the daily email. */
type Sending = { kind: NotificationKind; isDigest: boolean; queuedAt: Date };

/**
 * Returns the earliest time at which a person wants to get an email or a push notification. It is the present time if
 * they want it now.
 */
export function sendingTime({ timeZone, settings }: Choices, { kind, isDigest, queuedAt }: Sending, now: Date): Date {
  const chosen = isDigest ? nextTimeOfDay(queuedAt, settings.digestTime, timeZone) : now;
  // People choose the times of their reminders themselves.
  const quietHours = kind === "reminder" && !isDigest ? null : settings.quietHours;
  return afterQuietHours(chosen > now ? chosen : now, quietHours, timeZone);
}
