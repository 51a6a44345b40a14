import type { Day } from "../day.ts";
import { dayFromNumber, dayNumber, LAST_DAY, numberFromParts, partsOfNumber } from "../day.ts";
import type { Rule } from "./rule.ts";
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
  const { indexOf, firstDay } = periodsOf(rule);
  // The interval of a daily rule is applied to days, because its periods are months.
  const [dayStep, interval] = rule.frequency === "daily" ? [rule.interval, 1] : [1, rule.interval];
  const matchingDays = matcherOf(withImpliedDays(rule, start));
  const searched = indexOf(searchStart);
  for (let index = searched - ((searched - indexOf(first)) % interval); ; index += interval) {
    const begin = firstDay(index);
    if (begin > last || begin > searchEnd) return;
    for (const day of matchingDays(begin, firstDay(index + 1))) {
      if (day < searchStart || (day - first) % dayStep !== 0) continue;
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

/** How the time line is divided into periods. Days are day numbers. */
type Periods = {
  /** Returns the index of the period that contains a day. */
  indexOf: (day: number) => number;
  /** Returns the first day of the period with an index. */
  firstDay: (index: number) => number;
};

/**
 * Returns the periods in which the days of a rule are searched. For a daily rule they are months, which select the same
 * days, because such a rule has no positions.
 */
function periodsOf({ frequency, weekStart }: Rule): Periods {
  const months = frequency === "yearly" ? 12 : 1;
  return frequency === "weekly"
    ? { indexOf: (day) => Math.floor((day + 4 - weekStart) / 7), firstDay: (index) => index * 7 - 4 + weekStart }
    : { indexOf: (day) => Math.floor(monthOf(day) / months), firstDay: (index) => firstOfMonth(index * months) };
}

/** Returns the number of months from January of year 0 to a day. */
function monthOf(day: number): number {
  const { year, month } = partsOfNumber(day);
  return year * 12 + month - 1;
}

/** Returns the first day of the month with an index as returned by {@link monthOf}. */
function firstOfMonth(index: number): number {
  return numberFromParts(Math.floor(index / 12), (index % 12) + 1, 1);
}

/**
 * Returns a function that returns the days of a period that match a rule. It takes the first day of the period and that
 * of the next one.
 */
function matcherOf(rule: Rule): (begin: number, end: number) => number[] {
  // A rule can have hundreds of weekdays and positions. A weekday and its ordinal are one number.
  const months = new Set(rule.months);
  const monthDays = new Set(rule.monthDays);
  const positions = new Set(rule.positions);
  const weekdays = new Set(rule.weekdays.map(({ weekday, ordinal }) => (weekday - 1) * 100 + (ordinal ?? 0)));
  // Without months, ordinals of weekdays count within the whole year.
  const isWithinYear = rule.frequency === "yearly" && rule.months.length === 0;
  return (begin, end) => {
    const days: number[] = [];
    for (let month = monthOf(begin); firstOfMonth(month) < end; month += 1) {
      if (!allows(months, (month % 12) + 1)) continue;
      const [monthBegin, monthEnd] = [firstOfMonth(month), firstOfMonth(month + 1)];
      const [countBegin, countEnd] = isWithinYear ? [begin, end] : [monthBegin, monthEnd];
      for (let day = Math.max(begin, monthBegin); day < Math.min(end, monthEnd); day += 1) {
        const weekday = ((day + 10) % 7) * 100;
        const [fromStart, fromEnd] = [Math.floor((day - countBegin) / 7) + 1, Math.ceil((countEnd - day) / 7)];
        if (
          allows(monthDays, day - monthBegin + 1, day - monthEnd) &&
          allows(weekdays, weekday, weekday + fromStart, weekday - fromEnd)
        )
          days.push(day);
      }
    }
    return days.filter((_, index) => allows(positions, index + 1, index - days.length));
  };
}

/** Whether a list of a rule contains one of the numbers. An empty list allows all. */
function allows(list: ReadonlySet<number>, ...numbers: number[]): boolean {
  return list.size === 0 || numbers.some((number) => list.has(number));
}
