import type { Day } from "../day.ts";
import { withImpliedDays } from "./rule.ts";
import type { Rule } from "./rule.ts";

/** Monday to Friday. */
const WORKDAYS = 5;

/**
 * Returns a rule that selects the same days and is easier to put into words: days that are implied by the start are
 * listed, and parts that have no effect are removed.
 *
 * @param start the first day of the recurrence, if it is known
 */
export function simplifyRule(rule: Rule, start?: Day): Rule {
  const shorter = withoutAllMonths(rule);
  return withLongestPeriod(withoutPositions(start === undefined ? shorter : withImpliedDays(shorter, start)));
}

/** Returns whether the rule selects Monday to Friday. */
export function isWorkdays({ weekdays }: Rule): boolean {
  return (
    weekdays.length === WORKDAYS && weekdays.every(({ weekday, ordinal }) => weekday <= WORKDAYS && ordinal === null)
  );
}

/** Returns whether the rule has weekdays, none of them with an ordinal. */
export function hasPlainWeekdays({ weekdays }: Rule): boolean {
  return weekdays.length > 0 && weekdays.every(({ ordinal }) => ordinal === null);
}

function withoutAllMonths(rule: Rule): Rule {
  return rule.months.length === 12 ? { ...rule, months: [] } : rule;
}

/** Replaces positions by ordinals of a single weekday, or by days of the month. */
function withoutPositions(rule: Rule): Rule {
  const { frequency, months, monthDays, weekdays, positions } = rule;
  const [first] = weekdays;
  const isOnePeriod = frequency === "monthly" || (frequency === "yearly" && months.length <= 1);
  if (positions.length === 0 || !isOnePeriod || !hasPlainWeekdays(rule) || monthDays.length > 0) return rule;
  if (weekdays.length === 7 && frequency === "monthly")
    return { ...rule, weekdays: [], monthDays: positions, positions: [] };
  if (first === undefined || weekdays.length > 1) return rule;
  const ordinals = positions.map((ordinal) => ({ weekday: first.weekday, ordinal }));
  return { ...rule, weekdays: ordinals, positions: [] };
}

/** Changes the frequency to the one that people would use for the rule's days. */
function withLongestPeriod(rule: Rule): Rule {
  const { frequency, interval, months, monthDays, weekdays, positions } = rule;
  if (interval > 1 || positions.length > 0) return rule;
  const isPlain = hasPlainWeekdays(rule);
  if (monthDays.length === 0 && isPlain)
    return weekdays.length === 7 ? { ...rule, frequency: "daily", weekdays: [] } : { ...rule, frequency: "weekly" };
  const isMonthly = frequency === "daily" || (frequency === "yearly" && months.length === 0);
  if (monthDays.length > 0 && isMonthly && (isPlain || weekdays.length === 0)) return { ...rule, frequency: "monthly" };
  return rule;
}
