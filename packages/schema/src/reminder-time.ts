import { addDays, instantOf, isTimeZone } from "./day.ts";
import type { ClockTime, TimeZone } from "./day.ts";
import type { Reminder } from "./reminder.ts";
import type { Task } from "./task.ts";

const DAY_MINUTES = 1440;

/** The settings of a person on which the time of their reminders depends. */
export type ReminderClock = { timeZone: TimeZone; dayTime: ClockTime };

/**
 * Returns the instant of a reminder. Times without a zone are those of the person's zone, and days without a time begin
 * at the person's time of day. Whole days of the offset are calendar days, so a reminder one day before 09:00 is at
 * 09:00 although the clocks change.
 *
 * @returns null if the task lacks the date from which the reminder is counted, or its zone is unknown here
 */
export function reminderInstant(
  { basis, offsetMinutes, when }: Pick<Reminder, "basis" | "offsetMinutes" | "when">,
  task: Pick<Task, "start" | "due">,
  { timeZone, dayTime }: ReminderClock,
): Date | null {
  const date = basis === "absolute" ? when : task[basis];
  const zone = date?.timeZone ?? timeZone;
  if (date === null || !isTimeZone(zone)) return null;
  const offset = offsetMinutes ?? 0;
  const day = addDays(date.date, -Math.floor(offset / DAY_MINUTES));
  const instant = instantOf(day, date.time ?? dayTime, zone);
  return new Date(instant.getTime() - (offset % DAY_MINUTES) * 60_000);
}
