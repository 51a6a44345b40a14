import { z } from "zod";
import { ClockTime } from "./day-schema.ts";
import type { NotificationKind } from "./notification.ts";

/** Key of the preference with a person's {@link NotificationSettings}. */
export const NOTIFICATION_SETTINGS_KEY = "notification";

const EmailChannel = z.enum(["off", "now", "daily"]);

/** Where notifications of one kind are delivered. */
const channels = (email: z.infer<typeof EmailChannel>) =>
  z.strictObject({ inApp: z.boolean().default(true), email: EmailChannel.default(email) }).prefault({});

const KINDS = {
  reminder: channels("off"),
  assigned: channels("daily"),
  commented: channels("off"),
  mentioned: channels("now"),
  invited: channels("now"),
  role_changed: channels("off"),
} satisfies Record<NotificationKind, unknown>;

/** A person's settings for notifications. What is missing has its default. */
export const NotificationSettings = z.strictObject({
  kinds: z.strictObject(KINDS).prefault({}),
  /**
   * The time of day during which no email is sent, except for reminders. It ends on the next day if `to` is before
   * `from`.
   */
  quietHours: z.strictObject({ from: ClockTime, to: ClockTime }).nullable().default(null),
  /** The time of day at which the daily email is sent. */
  digestTime: ClockTime.default("08:00"),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;

/** Returns the settings in a stored preference. Missing or invalid ones are the default. */
export function notificationSettings(value: unknown): NotificationSettings {
  return NotificationSettings.safeParse(value ?? {}).data ?? NotificationSettings.parse({});
}
