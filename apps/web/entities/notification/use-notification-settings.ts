"use client";

import type { NOTIFICATION_SETTINGS_KEY, NotificationSettings } from "@docket/schema/notification-settings";
import { usePreference } from "../preference/use-preference.ts";

// Importing the values themselves would load zod, which the pages do without.
const KEY: typeof NOTIFICATION_SETTINGS_KEY = "notification";

/** The settings of a viewer who has not changed them. */
export const DEFAULT_NOTIFICATION_SETTINGS: NotificationSettings = {
  kinds: {
    reminder: { inApp: true, email: "off", push: true },
    assigned: { inApp: true, email: "daily", push: true },
    commented: { inApp: true, email: "off", push: false },
    mentioned: { inApp: true, email: "now", push: true },
    invited: { inApp: true, email: "now", push: false },
    role_changed: { inApp: true, email: "off", push: false },
  },
  quietHours: null,
  digestTime: "08:00",
};

/** Returns the viewer's settings for notifications, and a function that changes them. */
export function useNotificationSettings(): [NotificationSettings, (settings: NotificationSettings) => void] {
  const [stored, save] = usePreference<StoredSettings>(KEY, {});
  return [completeSettings(stored), save];
}

type Kinds = NotificationSettings["kinds"];
/** What is stored: only what has been set, by this or an earlier version. */
type StoredSettings = Partial<Omit<NotificationSettings, "kinds">> & {
  kinds?: { [Kind in keyof Kinds]?: Partial<Kinds[Kind]> };
};

/** Returns stored settings with the defaults for what they lack. */
export function completeSettings(stored: StoredSettings): NotificationSettings {
  const kinds = Object.fromEntries(
    Object.entries(DEFAULT_NOTIFICATION_SETTINGS.kinds).map(([kind, channels]) => [
      kind,
      // Safe because the keys of the defaults are the kinds.
      { ...channels, ...stored.kinds?.[kind as keyof Kinds] },
    ]),
  ) as Kinds;
  return { ...DEFAULT_NOTIFICATION_SETTINGS, ...stored, kinds };
}
