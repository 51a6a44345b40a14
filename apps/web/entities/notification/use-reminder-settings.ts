"use client";

import { REMINDER_SETTINGS_KEY, ReminderSettings } from "@docket/schema/reminder-settings";
import { usePreference } from "../preference/use-preference.ts";

const DEFAULTS = ReminderSettings.parse({});

/** Returns the viewer's settings for reminders, and a function that changes them. */
export function useReminderSettings(): [ReminderSettings, (settings: ReminderSettings) => void] {
  return usePreference(REMINDER_SETTINGS_KEY, DEFAULTS);
}
