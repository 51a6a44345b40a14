import { addDays, instantOf, isDay } from "@docket/schema/day";
import type { TimeZone } from "@docket/schema/day";

/**
 * Returns the ISO timestamp at which a day begins; undefined if the text is not a valid day.
 *
 * @param later number of days to add to the day
 */
export function beginningOf(day: string, later: number, timeZone: TimeZone): string | undefined {
  return isDay(day) ? instantOf(addDays(day, later), "00:00", timeZone).toISOString() : undefined;
}
