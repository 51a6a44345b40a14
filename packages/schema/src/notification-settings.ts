import { z } from "zod";
import { ClockTime } from "./day-schema.ts";
import type { NotificationKind } from "./notification.ts";

/** Key of the preference with a person's {@link NotificationSettings}. */
export const NOTIFICATION_SETTINGS_KEY = "notification";

const EmailChannel = z.enum(["off", "now", "daily"]);

/** Where notifications of one kind are delivered. Push notifications go to the devices on which they are turned on. */
const channels = (defaults: { email: z.infer<typeof EmailChannel>; push: boolean }) =>
  z
    .strictObject({
      inApp: z.boolean().default(true),
      email: EmailChannel.default(defaults.email),
      push: z.boolean().default(defaults.push),
    })
    .prefault({});

const KINDS = {
  reminder: channels({ email: "off", push: true }),
  assigned: channels({ email: "daily", push: true }),
  commented: channels({ email: "off", push: false }),
  mentioned: channels({ email: "now", push: true }),
  invited: channels({ email: "now", push: false }),
  role_changed: channels({ email: "off", push: false }),
} satisfies Record<NotificationKind, unknown>;

/** A person's settings for notifications. What is missing has its default. */
export const NotificationSettings = z.strictObject({
  kinds: z.strictObject(KINDS).prefault({}),
  /**
   * The time of day during which no email or push notification is sent, except for reminders. It ends on the next day if
   * `to` is before `from`.
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
