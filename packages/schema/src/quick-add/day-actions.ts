import type { Day } from "../day.ts";
import {
  addDays,
  addMonths,
  dayFromParts,
  daysInMonth,
  instantOf,
  LAST_DAY,
  partsOf,
  wallClock,
  weekdayOf,
} from "../day.ts";
import type { DayAction } from "./language.ts";
import type { Unit } from "./lexicon.ts";
import { clockAt, minutesOfUnit } from "./lexicon.ts";
import type { QuickAddContext } from "./quick-add.ts";
import { timeValue } from "./time-actions.ts";
import type { Action, DayValue, Strength, TimeValue } from "./values.ts";

/** What the patterns for days mean. */
export const DAY_ACTIONS: Readonly<Record<DayAction, Action<DayValue>>> = {
  fromToday: (_, { today }, count) => dayValue(addDays(today, Number(count)), "word"),
  offset: ({ n, unit, factor = 1, short = { n: n * factor, unit }, minutes }, context) => {
    const elapsed = minutes ?? short.n * minutesOfUnit(short.unit);
    if (!elapsed) return dayValue(addUnits(context.today, short.n, short.unit));
    // The clock can change in between.
    const start = instantOf(context.today, context.now, context.timeZone);
    const end = wallClock(new Date(start.getTime() + elapsed * 60_000), context.timeZone);
    return dayValue(end.day, "phrase", timeValue(clockAt(end.minutes)));
  },
  unit: ({ unit }, context) => dayValue(nextPeriod(unit, context)),
  weekday: ({ weekday }, { today }, strength = "weekday") => dayValue(onOrAfter(today, weekday), strength),
  nextWeekday: ({ weekday }, context) => dayValue(onOrAfter(nextPeriod("week", context) ?? "", weekday)),
  weekend: (_, { today }, weeks) =>
    dayValue(addDays(onOrAfter(today, 6), Number(weeks ?? 0) * 7), weeks === undefined ? "weekday" : "phrase"),
  monthDay: ({ year, month, date = 1, weekday }, { today }) =>
    dayValue(onWeekday(nextDate({ year, month, date }, today), weekday), "explicit"),
  calendar: ({ calendar, weekday }, { today }) => ({
    ...dayValue(onWeekday(nextDate(calendar, today), weekday), "explicit", timeValue(calendar.time)),
    separator: calendar.separator,
  }),
  dayOfMonth: ({ ordinal, weekday }, { today }, strength = "weekday") =>
    dayValue(onWeekday(nextDate({ date: ordinal }, today), weekday), strength),
  weekdayOfMonth: ({ nth = 1, weekday, month }, { today }, months) =>
    dayValue(inMonths(today, (year, one) => weekdayInMonth(year, one, nth, weekday), month, months)),
  lastDay: ({ month }, { today }, months) => dayValue(inMonths(today, lastOfMonth, month, months)),
  lastWorkday: ({ month }, { today }, months) => {
    const lastWorkday = (year: number, one: number) => {
      const last = lastOfMonth(year, one);
      return addDays(last, -Math.max(0, weekdayOf(last) - 5));
    };
    return dayValue(inMonths(today, lastWorkday, month, months));
  },
  endOf: ({ unit }, context) => {
    const next = unit === "day" ? null : nextPeriod(unit, context);
    return next === null ? null : dayValue(addDays(next, -1));
  },
};

function dayValue(day: Day | null, strength = "phrase", time: TimeValue | null = null): DayValue {
  // The parameters of patterns are only checked by the corpora.
  return day !== null && day <= LAST_DAY
    ? { day, strength: strength as Strength, time }
    : { day: "", strength: "invalid", time };
}

/** Returns the first day on or after another that is a given weekday. */
export function onOrAfter(day: Day, weekday: number): Day {
  return addDays(day, (weekday - weekdayOf(day) + 7) % 7);
}

/** Adds days, weeks, months or years. A day that the month does not have becomes its last day. */
export function addUnits(day: Day, count: number, unit: Unit): Day {
  if (unit === "day" || unit === "week") return addDays(day, count * (unit === "week" ? 7 : 1));
  return addMonths(day, count * (unit === "year" ? 12 : 1));
}

function nextPeriod(unit: Unit, { today, weekStart }: QuickAddContext): Day | null {
  const next = addDays(today, 1);
  const { year, month } = partsOf(today);
  if (unit === "day") return next;
  if (unit === "week") return onOrAfter(next, weekStart);
  if (unit === "month") return addMonths(dayFromParts(year, month, 1), 1);
  return unit === "year" ? dayFromParts(year + 1, 1, 1) : null;
}

/**
 * Returns a date; without a year, the next one from today on, and without a month in any month. Null if there is none
 * within eight years.
 */
export function nextDate({ year, month, date }: PartialDate, today: Day): Day | null {
  const dayIn = (one: number, of: number) => (date <= daysInMonth(one, of) ? dayFromParts(one, of, date) : null);
  return year && month ? dayIn(year, month) : inMonths(today, dayIn, month);
}

/** A date as typed. */
type PartialDate = { year?: number | null; month?: number; date: number };

/**
 * Returns the first day on or after today among those that a function chooses in each month.
 *
 * @param month only this month; any if undefined
 * @param skip the number of months after the present one with which to start
 */
function inMonths(
  today: Day,
  choose: (year: number, month: number) => Day | null,
  month?: number,
  skip = "0",
): Day | null {
  const start = partsOf(today);
  const first = start.year * 12 + start.month - 1 + Number(skip);
  for (let index = first; index < first + 100; index += 1) {
    const one = (index % 12) + 1;
    const day = (month ?? one) === one ? choose(Math.floor(index / 12), one) : null;
    if (day !== null && day >= today) return day;
  }
  return null;
}

function weekdayInMonth(year: number, month: number, nth: number, weekday: number): Day | null {
  const last = lastOfMonth(year, month);
  const day =
    nth < 0
      ? addDays(last, -((weekdayOf(last) - weekday + 7) % 7) + (nth + 1) * 7)
      : addDays(onOrAfter(dayFromParts(year, month, 1), weekday), (nth - 1) * 7);
  return partsOf(day).month === month ? day : null;
}

function lastOfMonth(year: number, month: number): Day {
  return dayFromParts(year, month, daysInMonth(year, month));
}

/** Returns the day unless it is another weekday than the one typed with it. */
function onWeekday(day: Day | null, weekday: number | undefined): Day | null {
  return day === null || weekday === undefined || weekdayOf(day) === weekday ? day : null;
}
