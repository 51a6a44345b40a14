import { addDays, instantOf, isDay } from "@docket/schema/day";
import type { TimeZone } from "@docket/schema/day";

/**
 * The instant at which a day begins, as a timestamp; undefined for what is no day.
 *
 * @param later this many days after it
 */
export function beginningOf(day: string, later: number, timeZone: TimeZone): string | undefined {
  return isDay(day) ? instantOf(addDays(day, later), "00:00", timeZone).toISOString() : undefined;
}
