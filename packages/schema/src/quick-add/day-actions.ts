import type { Day } from "../day.ts";
import {
  addDays,
  addMonths,
  dayFromParts,
  daysInMonth,
  instantOf,
  isDay,
  partsOf,
  wallClock,
  weekdayOf,
} from "../day.ts";
import type { DayAction } from "./language.ts";
import type { CalendarDate, Unit } from "./lexicon.ts";
import { clockAt } from "./lexicon.ts";
import type { Action } from "./pattern.ts";
import type { QuickAddContext } from "./quick-add.ts";
import type { TimeValue } from "./time-actions.ts";
import { timeValue } from "./time-actions.ts";

/**
 * How clearly words mean a date: `weekday` words can also describe a noun, `explicit` ones contain a number.
 * `invalid` ones do not exist, such as 30 February, or are not the weekday typed with them.
 */
export type Strength = "explicit" | "word" | "phrase" | "weekday" | "invalid";

/** A day, possibly with a time. */
export type DayValue = {
  day: Day;
  time: TimeValue | null;
  strength: Strength;
  /** See {@link CalendarDate}. */
  separator?: CalendarDate["separator"];
};

/** What the patterns for days mean. */
export const DAY_ACTIONS: Readonly<Record<DayAction, Action<DayValue>>> = {
  fromToday: (_, { today }, count) => dayValue(addDays(today, Number(count)), "word"),
  offset: ({ n = 1, unit = "day", factor = 1, short, minutes }, context) => {
    const amount = short ?? { n: n * factor, unit };
    const elapsed = minutes ?? (amount.unit === "minute" ? amount.n : amount.unit === "hour" ? amount.n * 60 : null);
    return elapsed === null ? dayValue(addUnits(context.today, amount.n, amount.unit)) : later(elapsed, context);
  },
  unit: ({ unit }, { today, weekStart }) => dayValue(nextPeriod(today, unit, weekStart)),
  weekday: ({ weekday = 1 }, { today }, strength) => dayValue(onOrAfter(today, weekday), strength ?? "weekday"),
  nextWeekday: ({ weekday = 1 }, { today, weekStart }) =>
    dayValue(onOrAfter(onOrAfter(addDays(today, 1), weekStart), weekday)),
  weekend: (_, { today }, weeks) =>
    dayValue(addDays(onOrAfter(today, 6), Number(weeks ?? 0) * 7), weeks === undefined ? "weekday" : "phrase"),
  monthDay: ({ date = 1, month = 1, year = null, weekday }, { today }) =>
    dayValue(onWeekday(nextDate({ year, month, date }, today), weekday), "explicit"),
  calendar: ({ calendar, weekday }, { today }) =>
    calendar === undefined
      ? null
      : {
          ...dayValue(onWeekday(nextDate(calendar, today), weekday), "explicit", timeValue(calendar.time)),
          separator: calendar.separator,
        },
  dayOfMonth: ({ ordinal = 1, weekday }, { today }, strength) => {
    const day = inMonths(today, (year, month) =>
      ordinal <= daysInMonth(year, month) ? dayFromParts(year, month, ordinal) : null,
    );
    return dayValue(onWeekday(day, weekday), strength ?? "weekday");
  },
  weekdayOfMonth: ({ nth = 1, weekday = 1, month }, { today }, months) =>
    dayValue(inMonths(today, (year, one) => weekdayInMonth(year, one, nth, weekday), month, months)),
  lastDay: ({ month }, { today }, months) => dayValue(inMonths(today, lastOfMonth, month, months)),
  lastWorkday: ({ month }, { today }, months) => {
    const lastWorkday = (year: number, one: number) => {
      const last = lastOfMonth(year, one);
      return addDays(last, -Math.max(0, weekdayOf(last) - 5));
    };
    return dayValue(inMonths(today, lastWorkday, month, months));
  },
  endOf: ({ unit }, { today, weekStart }) => {
    const next = unit === "day" ? null : nextPeriod(today, unit, weekStart);
    return next === null ? null : dayValue(addDays(next, -1));
  },
};

function dayValue(day: Day | null, strength: string | number = "phrase", time: TimeValue | null = null): DayValue {
  // The parameters of patterns are only checked by the corpora.
  return day !== null && isDay(day)
    ? { day, strength: strength as Strength, time }
    : { day: "", strength: "invalid", time };
}

/** Adds elapsed minutes to now. The clock can change in between. */
function later(elapsed: number, { today, now, timeZone }: QuickAddContext): DayValue {
  const instant = new Date(instantOf(today, now, timeZone).getTime() + elapsed * 60_000);
  const { day, minutes } = wallClock(instant, timeZone);
  return dayValue(day, "phrase", timeValue(clockAt(minutes)));
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

function nextPeriod(today: Day, unit: Unit | undefined, weekStart: number): Day | null {
  const next = addDays(today, 1);
  if (unit === "day") return next;
  if (unit === "week") return onOrAfter(next, weekStart);
  const { year, month } = partsOf(today);
  if (unit === "year") return dayFromParts(year + 1, 1, 1);
  return unit === "month" ? addMonths(dayFromParts(year, month, 1), 1) : null;
}

/** Returns a date; without a year, the next one from today on. Null if there is none within eight years. */
export function nextDate({ year, month, date }: CalendarDate, today: Day): Day | null {
  if (year !== null) return date <= daysInMonth(year, month) ? dayFromParts(year, month, date) : null;
  return inMonths(today, (one, of) => (date <= daysInMonth(one, of) ? dayFromParts(one, of, date) : null), month);
}

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
  skip: string | number = 0,
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
