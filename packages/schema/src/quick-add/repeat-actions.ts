import type { ClockTime, Day } from "../day.ts";
import { addDays, daysInMonth, partsOf } from "../day.ts";
import { occurrences } from "../recurrence/occurrences.ts";
import type { Frequency, Rule } from "../recurrence/rule.ts";
import { WORKDAYS, keepMonthEnd, onDate, onWeekdays, plainRule, RULE_LIMITS } from "../recurrence/rule.ts";
import { addUnits } from "./day-actions.ts";
import type { RepeatAction } from "./language.ts";
import type { Unit } from "./lexicon.ts";
import type { Values } from "./pattern.ts";

/** A recurrence as typed, before its first day is known. */
export type RepeatValue = {
  rule: Rule;
  fromCompletion: boolean;
  time: ClockTime | null;
  from: Day | null;
  /** How long it lasts from its first day. */
  lasts: { n: number; unit: Unit } | null;
  isAdverb: boolean;
};

type Found = { rule: Rule; time?: ClockTime | undefined };
type Action = (values: Values, parameter: string | number | undefined) => Found | null;

const FREQUENCY: Record<Unit, Frequency | null> = {
  minute: null,
  hour: null,
  day: "daily",
  week: "weekly",
  month: "monthly",
  year: "yearly",
};

/** What the patterns for recurrences mean. They return null for what no rule can express, such as every hour. */
export const REPEAT_ACTIONS: Record<RepeatAction, Action> = {
  unit: (values, interval) => found(intervalRule(values, interval)),
  weekdays: ({ weekdayList = [], unit = "week", ...values }, interval) =>
    unit === "week" ? found(intervalRule({ ...values, unit }, interval), onWeekdays(weekdayList)) : null,
  workdays: () => found(plainRule("weekly"), onWeekdays(WORKDAYS)),
  weekend: () => found(plainRule("weekly"), onWeekdays([6])),
  part: ({ part }) => ({ rule: plainRule("daily"), time: part }),
  monthDays: ({ ordinalList, nthList = ordinalList, nth, unit = "month", ...values }, interval) => {
    const days = nthList ?? (nth === undefined ? [] : [nth]);
    if (unit !== "month" || days.length === 0 || days.some((day) => day < 1 && day !== -1)) return null;
    return found(intervalRule({ ...values, unit }, interval), onMonthDays(days));
  },
  lastDay: ({ unit = "month", ...values }, interval) =>
    unit === "month" ? found(intervalRule({ ...values, unit }, interval), { monthDays: [-1] }) : null,
  lastWorkday: ({ nth = -1 }) => found(plainRule("monthly"), { ...onWeekdays(WORKDAYS), positions: [nth] }),
  ordinalWeekday: ({ nth = 1, nthList = [nth], weekday = 1, month, unit = "month", ...values }, interval) => {
    if (nthList.some((one) => one > 5) || unit !== "month") return null;
    const rule = month === undefined ? intervalRule({ ...values, unit }, interval) : plainRule("yearly");
    const ordinals = [...new Set(nthList)].sort((left, right) => left - right);
    const weekdays = ordinals.map((ordinal) => ({ weekday, ordinal }));
    return found(rule, { weekdays, months: month === undefined ? [] : [month] });
  },
  yearDay: ({ month = 1, date = 1, unit = "year", ...values }, interval) => {
    // 2000 is a leap year.
    if (unit !== "year" || date > daysInMonth(2000, month)) return null;
    return found(intervalRule({ ...values, unit }, interval), onDate(month, date));
  },
  adverb: ({ adverb, weekdayList, ordinalList }) => {
    const [, unit, count = "1"] = /^([a-z]+)(\d+)$/.exec(String(adverb)) ?? [];
    const rule = intervalRule({ n: Number(count), unit: unit as Unit });
    if (weekdayList) return rule?.frequency === "weekly" ? found(rule, onWeekdays(weekdayList)) : null;
    if (ordinalList) return rule?.frequency === "monthly" ? found(rule, onMonthDays(ordinalList)) : null;
    return found(rule);
  },
};

function found(rule: Rule | null, parts: Partial<Rule> = {}): Found | null {
  return rule === null ? null : { rule: { ...rule, ...parts } };
}

function intervalRule({ n, nth, unit, factor = 1 }: Values, parameter?: string | number): Rule | null {
  const frequency = FREQUENCY[unit ?? "hour"];
  const interval = Number(parameter ?? n ?? nth ?? 1) * factor;
  if (frequency === null || interval < 1 || interval > RULE_LIMITS.interval) return null;
  return plainRule(frequency, interval);
}

/** Selects days of the month, keeping its end if one of them is missing from some months. */
function onMonthDays(days: readonly number[]): Partial<Rule> {
  const sorted = [...new Set(days)].sort((left, right) => left - right);
  const [late = 0, ...others] = sorted.filter((day) => day > 28);
  if (late === 0 || others.length > 0 || sorted.includes(-1)) return { monthDays: sorted };
  const early = sorted.filter((day) => day <= 28);
  const { monthDays } = keepMonthEnd(late);
  return {
    monthDays: [...new Set([...early, ...monthDays])],
    positions: [-1, ...early.map((_, index) => index + 1)],
  };
}

/**
 * Returns the rule of a recurrence with its limit and its month end, and its first day. Returns null if there is none.
 *
 * @param due the day typed next to the recurrence
 * @param isPast whether a day is over, including the time of the recurrence on it
 */
export function startRepeat(
  { rule, from, lasts, fromCompletion }: RepeatValue,
  due: Day | null,
  today: Day,
  isPast: (day: Day) => boolean,
): { rule: Rule; day: Day } | null {
  const start = from ?? today;
  // The interval counts from the first day, so it is left out of the search for that day.
  const everyPeriod = { ...rule, interval: 1, count: null };
  const day = due ?? firstOf({ rule: everyPeriod, start }, isPast);
  if (day === null || (rule.until !== null && day > rule.until)) return null;
  const until = lasts === null ? rule.until : addDays(addUnits(day, lasts.n, lasts.unit), -1);
  if (until !== null && until < day) return null;
  return { rule: { ...rule, until, ...(fromCompletion ? {} : monthEnd(rule, day)) }, day };
}

function firstOf(recurrence: { rule: Rule; start: Day }, isPast: (day: Day) => boolean): Day | null {
  for (const day of occurrences(recurrence)) if (!isPast(day)) return day;
  return null;
}

/** Writes the day into a monthly or yearly rule that applies to the day of its start, if some periods lack that day. */
function monthEnd(rule: Rule, day: Day): Partial<Rule> {
  const isPlain = rule.monthDays.length + rule.weekdays.length + rule.months.length === 0;
  const { month, date } = partsOf(day);
  if (!isPlain || date <= 28) return {};
  if (rule.frequency === "monthly") return keepMonthEnd(date);
  return rule.frequency === "yearly" && month === 2 ? { months: [2], ...keepMonthEnd(date) } : {};
}
