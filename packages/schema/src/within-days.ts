import type { Day, TimeZone } from "./day.ts";
import { addDays, instantOf } from "./day.ts";
import type { When } from "./when.ts";

/** From one day to another, both included; null is no bound. */
export type DayRange = { from: Day | null; to: Day | null };

/** Whether something happens within days, as they are counted in a zone. What has no time is in no range. */
export function isWithinDays(when: When | null, { from, to }: DayRange, timeZone: TimeZone): boolean {
  if (when === null) return false;
  return (
    (from === null || !isBefore(when, from, timeZone)) && (to === null || isBefore(when, addDays(to, 1), timeZone))
  );
}

/** Whether something is due before a day begins; a time in a zone is an instant, everything else a day. */
function isBefore(when: When, day: Day, timeZone: TimeZone): boolean {
  if (when.time === undefined || when.timeZone === undefined) return when.date < day;
  return instantOf(when.date, when.time, when.timeZone) < instantOf(day, "00:00", timeZone);
}

/** Whether an instant falls within days, as they are counted in a zone. */
export function isInstantWithinDays(instant: string | null, { from, to }: DayRange, timeZone: TimeZone): boolean {
  if (instant === null) return false;
  const at = new Date(instant);
  return (
    (from === null || at >= instantOf(from, "00:00", timeZone)) &&
    (to === null || at < instantOf(addDays(to, 1), "00:00", timeZone))
  );
}
