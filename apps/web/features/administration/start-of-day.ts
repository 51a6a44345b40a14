import { addDays, instantOf, isDay } from "@docket/schema/day";
import type { TimeZone } from "@docket/schema/day";

/**
 * Returns the ISO timestamp of the start of a day; undefined if `day` is not a valid day.
 *
 * @param daysLater number of days to add to the day
 */
export function startOfDay(day: string, daysLater: number, timeZone: TimeZone): string | undefined {
  return isDay(day) ? instantOf(addDays(day, daysLater), "00:00", timeZone).toISOString() : undefined;
}
