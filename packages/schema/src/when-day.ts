import type { ClockTime, Day, TimeZone } from "./day.ts";
import { addDays, dayInZone, dayNumber, instantOf, wallClock } from "./day.ts";
import type { When } from "./when.ts";

/** The day on which something happens, as days are counted in a zone: a time in a zone is an instant, everything else a day. */
export function dayOfWhen({ date, time, timeZone: own }: When, timeZone: TimeZone): Day {
  return time === undefined || own === undefined ? date : dayInZone(instantOf(date, time, own), timeZone);
}

/** The time on the clock of a zone at which something happens; undefined for what has none. */
export function timeOfWhen({ date, time, timeZone: own }: When, timeZone: TimeZone): ClockTime | undefined {
  if (time === undefined || own === undefined || own === timeZone) return time;
  const { minutes } = wallClock(instantOf(date, time, own), timeZone);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/**
 * Puts something on another day, as days are counted in the zone of who moves it. Its time and the zone of it stay: only `date`
 * changes. What had no day gets it without a time.
 */
export function putOnDay(when: When | null, day: Day, timeZone: TimeZone): When {
  if (when === null) return { date: day };
  const shift = ({ date, ...time }: When): When => {
    const shown = dayOfWhen({ date, ...time }, timeZone);
    return { ...time, date: addDays(date, dayNumber(day) - dayNumber(shown)) };
  };
  // Twice, since the clocks of the two zones need not change on the same night.
  return shift(shift(when));
}
