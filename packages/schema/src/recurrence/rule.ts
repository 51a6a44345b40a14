import type { Day } from "../day.ts";
import { partsOf, weekdayOf } from "../day.ts";

/** How often a period of a rule recurs. */
export const FREQUENCIES = ["daily", "weekly", "monthly", "yearly"] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/**
 * A weekday, 1 (Monday) to 7. With an ordinal, only the nth such weekday of the month or year, counted from the end if
 * negative.
 */
export type RuleWeekday = { weekday: number; ordinal: number | null };

/**
 * A recurrence rule: the part of RFC 5545 (section 3.3.10) that selects days. The lists are sorted, without duplicates,
 * and empty if the rule does not have the part.
 */
export type Rule = {
  frequency: Frequency;
  /** Every how many periods the rule applies. */
  interval: number;
  /** Months, 1 to 12. */
  months: number[];
  /** Days of the month, 1 to 31, or -1 to -31 counted from its end. */
  monthDays: number[];
  weekdays: RuleWeekday[];
  /** Positions within the days of one period, counted from the end if negative. */
  positions: number[];
  /** The weekday on which weeks start, 1 to 7. It affects weekly rules with an interval or positions. */
  weekStart: number;
  /** Number of occurrences; null if unlimited. */
  count: number | null;
  /** The last day on which the rule can apply; null if unlimited. */
  until: Day | null;
};

/** Bounds of the numbers in a rule. */
export const RULE_LIMITS = { interval: 999, count: 9_999 } as const;

/** Returns a rule that applies to every period, and to the day of the start in each. */
export function plainRule(frequency: Frequency, interval = 1): Rule {
  return {
    frequency,
    interval,
    months: [],
    monthDays: [],
    weekdays: [],
    positions: [],
    weekStart: 1,
    count: null,
    until: null,
  };
}

/**
 * Returns the days of the month of a monthly or yearly rule that keeps month ends: 31 January, 28 February, 31 March.
 * It selects the last of these days that the month has, which any client that follows RFC 5545 understands.
 *
 * @param day the preferred day of the month, 1 to 31
 */
export function keepMonthEnd(day: number): Pick<Rule, "monthDays" | "positions"> {
  if (day <= 28) return { monthDays: [day], positions: [] };
  return { monthDays: Array.from({ length: day - 27 }, (_, index) => 28 + index), positions: [-1] };
}

/** Returns the day of a yearly rule in one month. Only 29 February is missing from some years; its month end is kept. */
export function onDate(month: number, date: number): Pick<Rule, "months"> & Partial<Rule> {
  return { months: [month], ...(month === 2 && date === 29 ? keepMonthEnd(date) : { monthDays: [date] }) };
}

/** Monday to Friday. */
export const WORKDAYS: readonly number[] = [1, 2, 3, 4, 5];

/** Returns the weekdays of a rule, without ordinals. */
export function onWeekdays(weekdays: readonly number[]): Pick<Rule, "weekdays"> {
  const sorted = [...new Set(weekdays)].sort((left, right) => left - right);
  return { weekdays: sorted.map((weekday) => ({ weekday, ordinal: null })) };
}

/**
 * Returns a rule with the days that it takes from its start: the weekday of a weekly rule without weekdays, and the day
 * of a monthly or yearly rule that has none.
 *
 * @param start the first day of the recurrence
 */
export function withImpliedDays(rule: Rule, start: Day): Rule {
  const { frequency, months, monthDays, weekdays } = rule;
  if (weekdays.length + monthDays.length > 0 || frequency === "daily") return rule;
  const { month, date } = partsOf(start);
  if (frequency === "weekly") return { ...rule, ...onWeekdays([weekdayOf(start)]) };
  return { ...rule, monthDays: [date], months: frequency === "yearly" && months.length === 0 ? [month] : months };
}
