"use client";

import type { NOTIFICATION_SETTINGS_KEY, NotificationSettings } from "@docket/schema/notification-settings";
import { usePreference } from "../preference/use-preference.ts";

// Importing the values themselves would load zod, which the pages do without.
const KEY: typeof NOTIFICATION_SETTINGS_KEY = "notification";

/** The settings of a viewer who has not changed them. */
export const DEFAULT_NOTIFICATION_SETTINGS: NotificationSettings = {
  kinds: {
    reminder: { inApp: true, email: "off" },
    assigned: { inApp: true, email: "daily" },
    commented: { inApp: true, email: "off" },
    mentioned: { inApp: true, email: "now" },
    invited: { inApp: true, email: "now" },
    role_changed: { inApp: true, email: "off" },
  },
  quietHours: null,
  digestTime: "08:00",
};

/** Returns the viewer's settings for notifications, and a function that changes them. */
export function useNotificationSettings(): [NotificationSettings, (settings: NotificationSettings) => void] {
  const [stored, save] = usePreference<Partial<NotificationSettings>>(KEY, DEFAULT_NOTIFICATION_SETTINGS);
  // The server stores only what has been set, and unsubscribing by email sets a single kind.
  const kinds = { ...DEFAULT_NOTIFICATION_SETTINGS.kinds, ...stored.kinds };
  return [{ ...DEFAULT_NOTIFICATION_SETTINGS, ...stored, kinds }, save];
}
