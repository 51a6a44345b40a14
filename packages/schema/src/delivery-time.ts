import { addDays, instantOf, wallClock } from "./day.ts";
import type { ClockTime, TimeZone } from "./day.ts";

/** Returns the next instant at which clocks in a zone show a time. */
export function nextTimeOfDay(now: Date, time: ClockTime, timeZone: TimeZone): Date {
  const { day } = wallClock(now, timeZone);
  const today = instantOf(day, time, timeZone);
  return today > now ? today : instantOf(addDays(day, 1), time, timeZone);
}

/**
 * Returns the end of the quiet hours if an instant is within them, and otherwise the instant itself.
 *
 * @param hours times of day; the hours end on the next day if `to` is before `from`
 */
export function afterQuietHours(now: Date, hours: { from: ClockTime; to: ClockTime } | null, timeZone: TimeZone): Date {
  if (hours === null) return now;
  const { minutes } = wallClock(now, timeZone);
  const time = `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  const { from, to } = hours;
  const isQuiet = from <= to ? time >= from && time < to : time >= from || time < to;
  return isQuiet ? nextTimeOfDay(now, to, timeZone) : now;
}
