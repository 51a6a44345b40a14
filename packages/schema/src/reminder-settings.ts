import { z } from "zod";
import { ClockTime } from "./day-schema.ts";

/** Largest number of minutes between a reminder and the date it is counted from: a year. */
export const MAX_REMINDER_OFFSET = 525_600;

/** Minutes between a reminder and the later date from which it is counted. */
export const OffsetMinutes = z.int().min(0).max(MAX_REMINDER_OFFSET);

/** Key of the preference with a person's {@link ReminderSettings}. */
export const REMINDER_SETTINGS_KEY = "reminder";

/** A person's settings for reminders. */
export const ReminderSettings = z.strictObject({
  /** The time of day at which a day without a time begins for reminders. */
  dayTime: ClockTime.default("09:00"),
  /** The reminder that a task gets when its person gives it a due date with a time: minutes before. Null for none. */
  minutesBefore: OffsetMinutes.nullable().default(null),
  /** Whether a task gets a reminder at `dayTime` when its person gives it a due date without a time. */
  onDay: z.boolean().default(false),
});
export type ReminderSettings = z.infer<typeof ReminderSettings>;
