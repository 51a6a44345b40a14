"use client";

import type { REMINDER_SETTINGS_KEY, ReminderSettings } from "@docket/schema/reminder-settings";
import { usePreference } from "../preference/use-preference.ts";

// Importing the values themselves would load zod, which the pages do without.
const KEY: typeof REMINDER_SETTINGS_KEY = "reminder";
const DEFAULTS: ReminderSettings = { dayTime: "09:00", minutesBefore: null, onDay: false };

/** Returns the viewer's settings for reminders, and a function that changes them. */
export function useReminderSettings(): [ReminderSettings, (settings: ReminderSettings) => void] {
  return usePreference(KEY, DEFAULTS);
}
