import { addDays, clockTimeOf, instantOf, wallClock } from "./day.ts";
import type { ClockTime, TimeZone } from "./day.ts";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/**
 * Returns the next instant at which clocks in a zone show a time, also if they were set back and show it again. A time
 * that they skip when they are set forward is as late as it would otherwise be.
 */
export function nextTimeOfDay(now: Date, time: ClockTime, timeZone: TimeZone): Date {
  const { day, minutes } = wallClock(now, timeZone);
  const today = instantOf(day, time, timeZone);
  const regular = today > now ? today : instantOf(addDays(day, 1), time, timeZone);
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const wait = (hour * 60 + minute - minutes + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  const soonest = new Date((Math.floor(now.getTime() / MINUTE_MS) + wait) * MINUTE_MS);
  return soonest < regular && clockTimeOf(wallClock(soonest, timeZone).minutes) === time ? soonest : regular;
}

/**
 * Returns the end of the quiet hours if an instant is within them, and otherwise the instant itself.
 *
 * @param hours times of day; the hours end on the next day if `to` is before `from`
 */
export function afterQuietHours(now: Date, hours: { from: ClockTime; to: ClockTime } | null, timeZone: TimeZone): Date {
  if (hours === null) return now;
  const { minutes } = wallClock(now, timeZone);
  const time = clockTimeOf(minutes);
  const { from, to } = hours;
  const isQuiet = from <= to ? time >= from && time < to : time >= from || time < to;
  return isQuiet ? nextTimeOfDay(now, to, timeZone) : now;
}
