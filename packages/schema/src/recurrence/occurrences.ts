import type { Day } from "../day.ts";
import { dayFromNumber, dayNumber, daysInMonth, LAST_DAY, partsOfNumber } from "../day.ts";
import type { Frequency, Rule, RuleWeekday } from "./rule.ts";
import { withImpliedDays } from "./rule.ts";

/** A rule with the day from which it applies. */
export type Recurrence = { rule: Rule; start: Day };

/**
 * How far ahead an occurrence is searched, in years. A rule for 29 February on a given weekday can have a gap of 40
 * years.
 */
export const SEARCH_YEARS = 40;

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
  const last = dayNumber(rule.until !== null && rule.until < LAST_DAY ? rule.until : LAST_DAY);
  // With a count, the occurrences before `from` must be counted too.
  const searchStart = rule.count === null ? wanted : first;
  let remaining = rule.count ?? Infinity;
  let searchEnd = searchStart + SEARCH_YEARS * 366;
  const { indexOf, firstDay } = PERIODS[rule.frequency];
  const matches = matcherOf(withImpliedDays(rule, start));
  const base = indexOf(first, rule);
  const skipped = Math.floor((indexOf(searchStart, rule) - base) / rule.interval);
  for (let index = base + Math.max(0, skipped) * rule.interval; ; index += rule.interval) {
    const [begin, end] = [firstDay(index, rule), firstDay(index + 1, rule)];
    if (begin > last || begin > searchEnd) return;
    const days: number[] = [];
    for (let day = begin; day < end; day += 1) if (matches(day, begin, end)) days.push(day);
    for (const day of atPositions(days, rule.positions)) {
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

/** How the time line is divided into periods of one frequency. Days are day numbers. */
type Periods = {
  /** Returns the index of the period that contains a day. */
  indexOf: (day: number, rule: Rule) => number;
  /** Returns the first day of the period with an index. */
  firstDay: (index: number, rule: Rule) => number;
};

const PERIODS: Record<Frequency, Periods> = {
  daily: { indexOf: (day) => day, firstDay: (index) => index },
  weekly: {
    indexOf: (day, { weekStart }) => Math.floor((day + 4 - weekStart) / 7),
    firstDay: (index, { weekStart }) => index * 7 - 4 + weekStart,
  },
  monthly: {
    // The number of months from January of year 0.
    indexOf: (day) => partsOfNumber(day).year * 12 + partsOfNumber(day).month - 1,
    firstDay: (index) => dayNumber(`${Math.floor(index / 12)}-${(index % 12) + 1}-1`),
  },
  yearly: { indexOf: (day) => partsOfNumber(day).year, firstDay: (year) => dayNumber(`${year}-1-1`) },
};

/**
 * Returns a function that tells whether a day matches a rule, before its positions are applied. `begin` is the first day
 * of the period that contains the day, and `end` that of the next one.
 */
function matcherOf(rule: Rule): (day: number, begin: number, end: number) => boolean {
  const { frequency, months, monthDays, weekdays } = rule;
  return (day, begin, end) => {
    const possible = weekdays.filter(({ weekday }) => (day + 4 - weekday) % 7 === 0);
    if (weekdays.length > 0 && possible.length === 0) return false;
    const { year, month, date } = partsOfNumber(day);
    const length = daysInMonth(year, month);
    if (months.length > 0 && !months.includes(month)) return false;
    if (monthDays.length > 0 && !monthDays.includes(date) && !monthDays.includes(date - length - 1)) return false;
    // Without months, ordinals of weekdays count within the whole year.
    const isWithinYear = frequency === "yearly" && months.length === 0;
    const [before, after] = isWithinYear ? [day - begin, end - day - 1] : [date - 1, length - date];
    const [fromStart, fromEnd] = [Math.floor(before / 7) + 1, -Math.floor(after / 7) - 1];
    const isCounted = ({ ordinal }: RuleWeekday) => ordinal === null || ordinal === fromStart || ordinal === fromEnd;
    return weekdays.length === 0 || possible.some(isCounted);
  };
}

function atPositions(days: number[], positions: number[]): number[] {
  if (positions.length === 0) return days;
  return days.filter((_, index) => positions.includes(index + 1) || positions.includes(index - days.length));
}
