import type { ClockTime, Day } from "../day.ts";
import { dayNumber, daysInMonth, weekdayOf } from "../day.ts";
import type { Frequency, Rule } from "../recurrence/rule.ts";
import { WORKDAYS, keepMonthEnd, onDate, onWeekdays, plainRule, RULE_LIMITS } from "../recurrence/rule.ts";
import { nextDate, onOrAfter } from "./day-actions.ts";
import type { LimitAction, RepeatAction } from "./language.ts";
import type { Unit } from "./lexicon.ts";
import type { Action, Values } from "./pattern.ts";

/** A recurrence as typed, before its first day is known. */
export type RepeatValue = {
  rule: Rule;
  fromCompletion?: boolean;
  time?: ClockTime | undefined;
  isAdverb?: boolean;
} & Limits;

/** What limits a recurrence. `lasts` is its length from its first day, and `except` are weekdays without it. */
type Limits = {
  from?: Day;
  until?: Day;
  count?: number | undefined;
  lasts?: { n: number; unit: Unit };
  except?: number[];
};

/** What the patterns for recurrences mean. They return null for what no rule can express, such as every hour. */
export const REPEAT_ACTIONS: Readonly<Record<RepeatAction, Action<RepeatValue>>> = {
  unit: (values, _, interval) => repeat(values, {}, interval),
  weekdays: ({ weekdays = [], ...values }, _, interval) => repeat(values, onWeekdays(weekdays), interval, "week"),
  workdays: () => repeat({}, onWeekdays(WORKDAYS), 1, "week"),
  weekend: () => repeat({}, onWeekdays([6]), 1, "week"),
  part: ({ part }) => ({ rule: plainRule("daily"), time: part }),
  monthDays: ({ nth = 0, nths = [nth], ordinals = nths, ...values }, _, interval) =>
    ordinals.every((day) => day > 0 || day === -1) ? repeat(values, onMonthDays(ordinals), interval, "month") : null,
  lastDay: (values) => repeat(values, { monthDays: [-1] }, undefined, "month"),
  lastWorkday: ({ nth = -1 }) => repeat({}, { ...onWeekdays(WORKDAYS), positions: [nth] }, 1, "month"),
  ordinalWeekday: ({ nth = 1, nths = [nth], weekday = 1, month, ...values }) => {
    if (nths.some((one) => one > 5)) return null;
    const weekdays = sorted(nths).map((ordinal) => ({ weekday, ordinal }));
    return month === undefined
      ? repeat(values, { weekdays }, undefined, "month")
      : repeat({}, { weekdays, months: [month] }, 1, "year");
  },
  yearDay: ({ month = 1, date = 1, ...values }) =>
    // 2000 is a leap year.
    date > daysInMonth(2000, month) ? null : repeat(values, onDate(month, date), undefined, "year"),
  adverb: ({ adverb = "", weekdays, ordinals }) => {
    const [, unit, interval] = /^(\D+)(\d+)$/.exec(adverb) ?? [];
    if ((weekdays && unit !== "week") || (ordinals && unit !== "month")) return null;
    const days = weekdays ? onWeekdays(weekdays) : ordinals ? onMonthDays(ordinals) : {};
    const value = repeat({ unit: unit as Unit }, days, interval);
    return value && { ...value, isAdverb: true };
  },
};

/** What the patterns that limit a recurrence mean. */
export const LIMIT_ACTIONS: Readonly<Record<LimitAction, Action<Limits>>> = {
  from: ({ day, month }, { today }) => {
    const from = day?.day ?? firstOf(month, today);
    return from === null ? null : { from };
  },
  until: ({ day, month }, { today }) => {
    const until = day?.day ?? firstOf(month, today);
    return until === null ? null : { until };
  },
  length: ({ n = 1, factor = 1, unit = "day" }) =>
    unit === "hour" || unit === "minute" ? null : { lasts: { n: n * factor, unit } },
  count: ({ n }) => ({ count: n }),
  except: ({ weekdays = [] }) => ({ except: weekdays }),
  exceptWeekend: () => ({ except: [6, 7] }),
};

/** Returns the first day of the next month of that name. */
function firstOf(month: number | undefined, today: Day): Day | null {
  return nextDate({ year: null, month: month ?? 0, date: 1 }, today);
}

const FREQUENCIES: Partial<Record<Unit, Frequency>> = {
  day: "daily",
  week: "weekly",
  month: "monthly",
  year: "yearly",
};

/**
 * Returns a recurrence on some days of a period.
 *
 * @param only the only unit that can have such days; any if undefined
 */
function repeat(
  { n, nth, unit, factor = 1 }: Values,
  days: Partial<Rule>,
  parameter?: string | number,
  only?: Unit,
): RepeatValue | null {
  const frequency = FREQUENCIES[unit ?? only ?? "hour"];
  const interval = Number(parameter ?? n ?? nth ?? 1) * factor;
  const isPossible =
    frequency && (unit ?? only) === (only ?? unit) && interval >= 1 && interval <= RULE_LIMITS.interval;
  return isPossible ? { rule: { ...plainRule(frequency, interval), ...days } } : null;
}

function sorted(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((left, right) => left - right);
}

/** Selects days of the month, keeping its end if one of them is missing from some months. */
function onMonthDays(days: readonly number[]): Partial<Rule> {
  const monthDays = sorted(days);
  const early = monthDays.filter((day) => day <= 28);
  const [late, ...others] = monthDays.slice(early.length);
  if (late === undefined || others.length > 0 || early[0] === -1) return { monthDays };
  return {
    monthDays: [...early, ...keepMonthEnd(late).monthDays.filter((day) => !early.includes(day))],
    positions: [-1, ...early.map((_, index) => index + 1)],
  };
}

/** Leaves weekdays out of a rule. Returns null if no rule can express that, or if no day remains. */
export function withoutWeekdays(rule: Rule, except: readonly number[]): Rule | null {
  const { frequency, interval, weekdays } = rule;
  const isEveryDay = frequency === "daily" && interval === 1;
  const all = isEveryDay ? onWeekdays([1, 2, 3, 4, 5, 6, 7]).weekdays : frequency === "weekly" ? weekdays : [];
  const others = all.filter(({ weekday }) => !except.includes(weekday));
  return others.length === 0 ? null : { ...rule, frequency: "weekly", weekdays: others };
}

/** Returns the last day of a recurrence: "from Monday until Friday" ends on the Friday after that Monday. */
export function untilOf({ until, from }: Limits): Day | null {
  if (until === undefined || from === undefined || until >= from) return until ?? null;
  return dayNumber(from) - dayNumber(until) <= 7 ? onOrAfter(from, weekdayOf(until)) : until;
}
