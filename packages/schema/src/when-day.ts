import type { ClockTime, Day, TimeZone } from "./day.ts";
import { addDays, dayInZone, dayNumber, instantOf, wallClock } from "./day.ts";
import type { When } from "./when.ts";

/**
 * Returns the calendar day on which a `When` falls in the given time zone. If it has a time and a zone, it is an
 * instant and is converted; otherwise its date is returned unchanged.
 */
export function dayOfWhen({ date, time, timeZone: own }: When, timeZone: TimeZone): Day {
  return time === undefined || own === undefined ? date : dayInZone(instantOf(date, time, own), timeZone);
}

/** Returns the clock time of a `When` in the given time zone, or undefined if it has no time. */
export function timeOfWhen({ date, time, timeZone: own }: When, timeZone: TimeZone): ClockTime | undefined {
  if (time === undefined || own === undefined || own === timeZone) return time;
  return clockTimeOf(wallClock(instantOf(date, time, own), timeZone).minutes);
}

/** Returns the clock time of a minute of the day. */
export function clockTimeOf(minutes: number): ClockTime {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/**
 * Moves a `When` to another day in the viewer's time zone. Its time and zone are kept; only `date` changes. If `when`
 * is null, the result has no time.
 */
export function putOnDay(when: When | null, day: Day, timeZone: TimeZone): When {
  if (when === null) return { date: day };
  const shift = ({ date, ...time }: When): When => {
    const shown = dayOfWhen({ date, ...time }, timeZone);
    return { ...time, date: addDays(date, dayNumber(day) - dayNumber(shown)) };
  };
  // Applied twice: the two zones may enter or leave DST on different nights, so the first shift can be off by a day.
  return shift(shift(when));
}
