import type { Day, TimeZone } from "./day.ts";
import { addDays, instantOf } from "./day.ts";
import type { When } from "./when.ts";

/** An inclusive range of days. Null means unbounded. */
export type DayRange = { from: Day | null; to: Day | null };

/** Returns whether a `When` lies within a range of days in a time zone. Returns false if it is null. */
export function isWithinDays(when: When | null, { from, to }: DayRange, timeZone: TimeZone): boolean {
  if (when === null) return false;
  return (
    (from === null || !isBefore(when, from, timeZone)) && (to === null || isBefore(when, addDays(to, 1), timeZone))
  );
}

/**
 * Returns whether a `When` is before the start of a day. If it has a time and a zone, it is compared as an instant;
 * otherwise by day.
 */
function isBefore(when: When, day: Day, timeZone: TimeZone): boolean {
  if (when.time === undefined || when.timeZone === undefined) return when.date < day;
  return instantOf(when.date, when.time, when.timeZone) < instantOf(day, "00:00", timeZone);
}

/** Returns whether an instant lies within a range of days in a time zone. Returns false if it is null. */
export function isInstantWithinDays(instant: string | null, { from, to }: DayRange, timeZone: TimeZone): boolean {
  if (instant === null) return false;
  const at = new Date(instant);
  return (
    (from === null || at >= instantOf(from, "00:00", timeZone)) &&
    (to === null || at < instantOf(addDays(to, 1), "00:00", timeZone))
  );
}
