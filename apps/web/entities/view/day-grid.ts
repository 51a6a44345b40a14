import { addDays, addMonths, dayNumber, isDay, weekdayOf } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { CalendarDays } from "./task-group.ts";
import type { Range, ViewState } from "./view-state.ts";

/**
 * Returns the seven days of the week that contains a day.
 *
 * @param weekStart first day of the week (ISO 8601: 1 is Monday)
 */
export function weekOf(day: Day, weekStart: number): Day[] {
  const first = addDays(day, -((weekdayOf(day) - weekStart + 7) % 7));
  return Array.from({ length: 7 }, (_, index) => addDays(first, index));
}

/** Returns the first day of the month that contains a day. */
export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

/**
 * Returns the weeks that a calendar shows for a day: all weeks that overlap the day's month, or only the day's week.
 */
export function shownWeeks(range: Range, day: Day, weekStart: number): Day[][] {
  if (range === "week") return [weekOf(day, weekStart)];
  const first = weekOf(firstOfMonth(day), weekStart)[0] ?? day;
  const last = addDays(firstOfMonth(addMonths(day, 1)), -1);
  const count = Math.floor((dayNumber(last) - dayNumber(first)) / 7) + 1;
  return Array.from({ length: count }, (_, index) => weekOf(addDays(first, index * 7), weekStart));
}

/**
 * Returns the range of due dates that a calendar requests, clamped to valid dates (1970 to 2200). It also requests
 * earlier tasks that can last until the range.
 */
export function calendarDays(
  { range, day }: Pick<ViewState, "range" | "day">,
  { today, weekStart }: { today: Day; weekStart: number },
): CalendarDays {
  const days = shownWeeks(range, day ?? today, weekStart)
    .flat()
    .filter(isDay);
  return { dueFrom: days[0] ?? "1970-01-01", dueTo: days.at(-1) ?? "2200-12-31", withLasting: true };
}
