import type { ClockTime, Day } from "../day.ts";
import {
  addDays,
  addMonths,
  dayFromParts,
  dayNumber,
  daysInMonth,
  instantOf,
  isDay,
  partsOf,
  wallClock,
  weekdayOf,
} from "../day.ts";
import type { DayAction } from "./language.ts";
import type { CalendarDate, Unit } from "./lexicon.ts";
import { clockTime } from "./lexicon.ts";
import type { Values } from "./pattern.ts";
import type { QuickAddContext } from "./quick-add.ts";

/**
 * How clearly words mean a date: `weekday` words can also describe a noun, `explicit` ones contain a number.
 * `invalid` ones do not exist, such as 30 February, or are not the weekday typed with them.
 */
export type Strength = "explicit" | "word" | "phrase" | "weekday" | "invalid";

/** A day, possibly with a time or a part of the day. */
export type DayValue = {
  day: Day;
  time: ClockTime | null;
  strength: Strength;
  /** The separator of a date in digits without a year. It can also be a fraction or a decimal number. */
  separator?: "/" | "." | undefined;
};

type Action = (values: Values, context: QuickAddContext, parameter: string | number | undefined) => Found | null;
type Found = { day: Day | null; time?: ClockTime | null; strength: Strength };

/** What the patterns for days mean. */
export const DAY_ACTIONS: Record<DayAction, Action> = {
  fromToday: (_, { today }, count) => ({ day: addDays(today, Number(count)), strength: "word" }),
  offset: ({ n, unit, factor = 1, short, minutes }, context) => {
    if (minutes !== undefined) return later(minutes, context);
    const amount = short ?? { n: (n ?? 1) * factor, unit: unit ?? "day" };
    if (amount.unit === "minute" || amount.unit === "hour")
      return later(amount.n * (amount.unit === "hour" ? 60 : 1), context);
    return { day: addUnits(context.today, amount.n, amount.unit), strength: "phrase" };
  },
  unit: ({ unit }, { today, weekStart }) => ({ day: nextPeriod(today, unit, weekStart), strength: "phrase" }),
  weekday: ({ weekday = 1 }, { today }, strength) => ({
    day: onOrAfter(today, weekday),
    strength: strength === "phrase" ? "phrase" : "weekday",
  }),
  nextWeekday: ({ weekday = 1 }, { today, weekStart }) => ({
    day: onOrAfter(onOrAfter(addDays(today, 1), weekStart), weekday),
    strength: "phrase",
  }),
  weekend: (_, { today }, weeks) => ({
    day: addDays(onOrAfter(today, 6), Number(weeks ?? 0) * 7),
    strength: weeks === undefined ? "weekday" : "phrase",
  }),
  monthDay: ({ date = 1, month = 1, year = null, weekday }, { today }) => ({
    day: onWeekday(nextDate({ year, month, date }, today), weekday),
    strength: "explicit",
  }),
  calendar: ({ calendar, weekday }, { today }) => {
    if (calendar === undefined) return null;
    return { day: onWeekday(nextDate(calendar, today), weekday), time: calendar.time, strength: "explicit" };
  },
  dayOfMonth: ({ ordinal = 1, weekday }, { today }, strength) => ({
    day: onWeekday(nextDayOfMonth(today, ordinal), weekday),
    strength: strength === "phrase" ? "phrase" : "weekday",
  }),
  weekdayOfMonth: ({ nth = 1, weekday = 1, month }, { today }, months) => ({
    day: inMonths(today, month, Number(months ?? 0), (year, one) => weekdayInMonth(year, one, nth, weekday)),
    strength: "phrase",
  }),
  lastDay: ({ month }, { today }, months) => ({
    day: inMonths(today, month, Number(months ?? 0), lastOfMonth),
    strength: "phrase",
  }),
  lastWorkday: ({ month }, { today }, months) => ({
    day: inMonths(today, month, Number(months ?? 0), (year, one) => {
      const last = lastOfMonth(year, one);
      return addDays(last, -Math.max(0, weekdayOf(last) - 5));
    }),
    strength: "phrase",
  }),
  endOf: ({ unit }, { today, weekStart }) => {
    const next = unit === "day" ? null : nextPeriod(today, unit, weekStart);
    return next === null ? null : { day: addDays(next, -1), strength: "phrase" };
  },
};

/** Adds elapsed minutes to now. The clock can change in between. */
function later(minutes: number, { today, now, timeZone }: QuickAddContext): Found {
  const instant = new Date(instantOf(today, now, timeZone).getTime() + minutes * 60_000);
  const clock = wallClock(instant, timeZone);
  return { day: clock.day, time: clockTime(Math.floor(clock.minutes / 60), clock.minutes % 60), strength: "phrase" };
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
  const { year, month } = partsOf(today);
  switch (unit) {
    case "day":
      return addDays(today, 1);
    case "week":
      return onOrAfter(addDays(today, 1), weekStart);
    case "month":
      return month === 12 ? dayFromParts(year + 1, 1, 1) : dayFromParts(year, month + 1, 1);
    case "year":
      return dayFromParts(year + 1, 1, 1);
    case "hour":
    case "minute":
    case undefined:
      return null;
  }
}

/** Returns a date; without a year, the next one from today on. Null if there is none within eight years. */
export function nextDate({ year, month, date }: Omit<CalendarDate, "time">, today: Day): Day | null {
  if (year !== null) return date <= daysInMonth(year, month) ? dayFromParts(year, month, date) : null;
  const first = partsOf(today).year;
  for (let candidate = first; candidate <= first + 8; candidate += 1) {
    const day = dayFromParts(candidate, month, date);
    if (date <= daysInMonth(candidate, month) && day >= today) return day;
  }
  return null;
}

function nextDayOfMonth(today: Day, date: number): Day | null {
  return inMonths(today, undefined, 0, (year, month) =>
    date >= 1 && date <= daysInMonth(year, month) ? dayFromParts(year, month, date) : null,
  );
}

/**
 * Returns the first day on or after today among those that a function chooses in each month.
 *
 * @param month only this month; any if undefined
 * @param skip the number of months after the present one with which to start
 */
function inMonths(
  today: Day,
  month: number | undefined,
  skip: number,
  choose: (year: number, month: number) => Day | null,
): Day | null {
  const start = partsOf(today);
  for (let index = start.year * 12 + start.month - 1 + skip, tries = 0; tries < 26; index += 1, tries += 1) {
    const one = (index % 12) + 1;
    const day = month === undefined || month === one ? choose(Math.floor(index / 12), one) : null;
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

/** Whether a day can be stored. */
export function isSupported(day: Day | null): day is Day {
  return day !== null && isDay(day) && dayNumber(day) >= 0;
}
