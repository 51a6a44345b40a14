import type { ClockTime, Day, TimeZone } from "./day.ts";
import { instantOf, wallClock } from "./day.ts";
import { clockTimeOf } from "./when-day.ts";
import type { When } from "./when.ts";

/**
 * Moves a `When` to a day and time in the viewer's time zone. One that is an instant keeps its zone, and one without a
 * zone stays without it. One without a time, or null, gets the viewer's zone.
 */
export function putAtTime(when: When | null, day: Day, time: ClockTime, timeZone: TimeZone): When {
  if (when?.time !== undefined && when.timeZone === undefined) return { date: day, time };
  const own = when?.timeZone ?? timeZone;
  const { day: date, minutes } = wallClock(instantOf(day, time, timeZone), own);
  return { date, time: clockTimeOf(minutes), timeZone: own };
}
