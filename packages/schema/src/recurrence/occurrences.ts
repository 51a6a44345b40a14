import type { Day, DayParts } from "../day.ts";
import { dayFromNumber, dayNumber, daysInMonth, partsOfNumber } from "../day.ts";
import type { Rule, RuleWeekday } from "./rule.ts";

/** A rule with the day from which it applies. */
export type Recurrence = { rule: Rule; start: Day };

/**
 * How far ahead an occurrence is searched, in years. A rule for 29 February on a given weekday can have a gap of 40
 * years.
 */
export const SEARCH_YEARS = 40;
/** The last day that Docket supports. */
const LAST_DAY = dayNumber("2200-12-31");

/**
 * Yields the occurrences of a recurrence in ascending order: the days that match its rule, from the start on. The start
 * itself is an occurrence only if it matches. All calculations are on calendar days, so no clock change can shift or
 * drop an occurrence; a time and a zone are applied to the result.
 *
 * It ends at the rule's limit, at the last supported day, or if no day matches within {@link SEARCH_YEARS}.
 *
 * @param from only occurrences on or after this day
 */
export function* occurrences({ rule, start }: Recurrence, from: Day = start): Generator<Day, void> {
  const first = dayNumber(start);
  const wanted = Math.max(first, dayNumber(from));
  const last = rule.until === null ? LAST_DAY : Math.min(LAST_DAY, dayNumber(rule.until));
  // With a count, the occurrences before `from` must be counted too.
  const searchStart = rule.count === null ? wanted : first;
  let remaining = rule.count ?? Infinity;
  let searchEnd = searchStart + SEARCH_YEARS * 366;
  for (const { days, begin } of periods(rule, first, searchStart)) {
    if (begin > last || begin > searchEnd) return;
    for (const day of days) {
      if (day < searchStart) continue;
      if (day > last || remaining === 0) return;
      remaining -= 1;
      searchEnd = day + SEARCH_YEARS * 366;
      if (day >= wanted) yield dayFromNumber(day);
    }
  }
}

/** Returns the first occurrence after a day; null if there is none. */
export function nextOccurrence(recurrence: Recurrence, after: Day): Day | null {
  const [next] = occurrences(recurrence, dayFromNumber(dayNumber(after) + 1));
  return next ?? null;
}

/**
 * Returns at most `count` occurrences in ascending order.
 *
 * @param from only occurrences on or after this day
 */
export function nextOccurrences(recurrence: Recurrence, count: number, from?: Day): Day[] {
  const days: Day[] = [];
  if (count <= 0) return days;
  for (const day of occurrences(recurrence, from)) {
    days.push(day);
    if (days.length === count) break;
  }
  return days;
}

/** The matching days of one period, in ascending order, and the day on which the period begins. Days are day numbers. */
type Period = {
  begin: number;
  days: number[];
  /** Index of the next period that can match, if it is not the next one. */
  skipTo?: number;
};

/** Yields the periods to which a rule applies, starting with the one that contains the day `from`. */
function* periods(rule: Rule, start: number, from: number): Generator<Period, void> {
  const { period, index } = CALENDARS[rule.frequency];
  const base = index(start, rule);
  const behind = Math.floor((index(from, rule) - base) / rule.interval);
  for (let step = Math.max(0, behind); ; step += 1) {
    const { begin, days, skipTo } = period(base + step * rule.interval, rule, start);
    yield { begin, days: atPositions(days, rule.positions) };
    if (skipTo !== undefined) step = Math.max(step, Math.ceil((skipTo - base) / rule.interval) - 1);
  }
}

function atPositions(days: number[], positions: number[]): number[] {
  if (positions.length === 0) return days;
  const chosen = positions.flatMap((position) => days.at(position > 0 ? position - 1 : position) ?? []);
  return [...new Set(chosen)].sort((left, right) => left - right);
}

/** How the time line is divided into periods of one frequency. */
type Calendar = {
  /** Returns the index of the period that contains a day. */
  index: (day: number, rule: Rule) => number;
  /** Returns the days of a period that match the rule, before its positions are applied. */
  period: (index: number, rule: Rule, start: number) => Period;
};

const CALENDARS: Record<Rule["frequency"], Calendar> = {
  daily: {
    index: (day) => day,
    period: (index, rule) => {
      if (!isInMonths(index, rule))
        return { begin: index, days: [], skipTo: firstOfMonth(monthIndex(partsOfNumber(index)) + 1) };
      return { begin: index, days: isLimitedTo(rule, index) ? [index] : [] };
    },
  },
  weekly: {
    index: (day, { weekStart }) => Math.floor((day + 4 - weekStart) / 7),
    period: (index, rule, start) => {
      const begin = index * 7 - 4 + rule.weekStart;
      const weekdays = rule.weekdays.length > 0 ? rule.weekdays : [{ weekday: weekdayOf(start), ordinal: null }];
      const days = range(begin, begin + 6).filter((day) => isWeekday(day, weekdays));
      return { begin, days: days.filter((day) => isInMonths(day, rule)) };
    },
  },
  monthly: {
    index: (day) => monthIndex(partsOfNumber(day)),
    period: (index, rule, start) => {
      const begin = firstOfMonth(index);
      const isSkipped = rule.months.length > 0 && !rule.months.includes((index % 12) + 1);
      return { begin, days: isSkipped ? [] : daysOfMonth(index, rule, start) };
    },
  },
  yearly: {
    index: (day) => partsOfNumber(day).year,
    period: (year, rule, start) => ({ begin: firstOfMonth(year * 12), days: daysOfYear(year, rule, start) }),
  },
};

/** Returns the days of a year that match a rule. Without months, ordinals of weekdays count within the whole year. */
function daysOfYear(year: number, rule: Rule, start: number): number[] {
  const { months, monthDays, weekdays } = rule;
  const ofMonths = (chosen: number[], parts: Rule) =>
    chosen.flatMap((month) => daysOfMonth(year * 12 + month - 1, parts, start));
  if (months.length > 0) return ofMonths(months, rule);
  if (weekdays.length === 0) return ofMonths(monthDays.length > 0 ? range(1, 12) : [partsOfNumber(start).month], rule);
  const allowed = weekdaysIn(firstOfMonth(year * 12), firstOfMonth(year * 12 + 12) - 1, weekdays);
  if (monthDays.length === 0) return allowed;
  const isAllowed = new Set(allowed);
  return ofMonths(range(1, 12), { ...rule, weekdays: [] }).filter((day) => isAllowed.has(day));
}

/** Returns the days of a month that match a rule's days of the month and weekdays. */
function daysOfMonth(index: number, { monthDays, weekdays }: Rule, start: number): number[] {
  const [begin, end] = [firstOfMonth(index), firstOfMonth(index + 1) - 1];
  const length = end - begin + 1;
  if (monthDays.length === 0 && weekdays.length > 0) return weekdaysIn(begin, end, weekdays);
  const wanted = monthDays.length > 0 ? monthDays : [partsOfNumber(start).date];
  const dates = wanted.map((day) => (day > 0 ? day : length + 1 + day)).filter((day) => day >= 1 && day <= length);
  const days = [...new Set(dates)].map((date) => begin + date - 1).sort((left, right) => left - right);
  if (weekdays.length === 0) return days;
  const allowed = new Set(weekdaysIn(begin, end, weekdays));
  return days.filter((day) => allowed.has(day));
}

/** Returns the days between two days that are one of the weekdays, or the nth of them. */
function weekdaysIn(begin: number, end: number, weekdays: RuleWeekday[]): number[] {
  const days = weekdays.flatMap(({ weekday, ordinal }) => {
    const first = begin + ((weekday - weekdayOf(begin) + 7) % 7);
    if (ordinal === null) return range(0, Math.floor((end - first) / 7)).map((week) => first + week * 7);
    const last = first + Math.floor((end - first) / 7) * 7;
    const day = ordinal > 0 ? first + (ordinal - 1) * 7 : last + (ordinal + 1) * 7;
    return day >= begin && day <= end ? [day] : [];
  });
  return [...new Set(days)].sort((left, right) => left - right);
}

/** Whether a day matches the weekdays and days of the month of a daily rule, each of which only limits its days. */
function isLimitedTo({ monthDays, weekdays }: Rule, day: number): boolean {
  if (weekdays.length > 0 && !isWeekday(day, weekdays)) return false;
  if (monthDays.length === 0) return true;
  const { year, month, date } = partsOfNumber(day);
  return monthDays.includes(date) || monthDays.includes(date - daysInMonth(year, month) - 1);
}

function isInMonths(day: number, { months }: Rule): boolean {
  return months.length === 0 || months.includes(partsOfNumber(day).month);
}

function isWeekday(day: number, weekdays: RuleWeekday[]): boolean {
  return weekdays.some(({ weekday }) => weekday === weekdayOf(day));
}

/** Returns the number of months from January of year 0 to the month of a date. */
function monthIndex({ year, month }: DayParts): number {
  return year * 12 + month - 1;
}

function firstOfMonth(index: number): number {
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  return dayNumber(`${year}-${month}-1`);
}

/** Returns the weekday of a day number, 1 (Monday) to 7. Day 0 was a Thursday. */
function weekdayOf(number: number): number {
  return ((((number + 3) % 7) + 7) % 7) + 1;
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
