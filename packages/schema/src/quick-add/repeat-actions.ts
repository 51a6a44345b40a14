import type { Day } from "../day.ts";
import { dayNumber, daysInMonth, weekdayOf } from "../day.ts";
import type { Rule } from "../recurrence/rule.ts";
import { WORKDAYS, keepMonthEnd, onDate, onWeekdays, plainRule, RULE_LIMITS } from "../recurrence/rule.ts";
import { nextDate, onOrAfter } from "./day-actions.ts";
import type { LimitAction, RepeatAction } from "./language.ts";
import type { Unit } from "./lexicon.ts";
import { minutesOfUnit } from "./lexicon.ts";
import { inPart } from "./time-actions.ts";
import type { Action, Limits, RecurrenceValue, RepeatValue, Values } from "./values.ts";

/** What the patterns for recurrences mean. They return null for what no rule can express, such as every hour. */
export const REPEAT_ACTIONS: Readonly<Record<RepeatAction, Action<RepeatValue>>> = {
  unit: (values, _, interval) => repeat(values, {}, interval),
  weekdays: ({ weekdays = [], ...values }, _, interval) => repeat(values, onWeekdays(weekdays), interval, "week"),
  workdays: () => weekly(WORKDAYS),
  weekend: () => weekly([6]),
  part: ({ part }) => ({ rule: plainRule("daily"), time: part }),
  monthDays: ({ n, unit, factor, nth = 1, nths = [nth], ordinals = nths }, _, interval) =>
    ordinals.every((day) => day > 0 || day === -1)
      ? repeat({ n, unit, factor }, onMonthDays(ordinals), interval, "month")
      : null,
  lastDay: (values) => repeat(values, { monthDays: [-1] }, undefined, "month"),
  lastWorkday: ({ nth = -1 }) => ({ rule: { ...weekly(WORKDAYS).rule, frequency: "monthly", positions: [nth] } }),
  ordinalWeekday: ({ n, unit, factor, nths = [], weekday, month }) => {
    if (nths.some((one) => one > 5)) return null;
    const weekdays = sorted(nths).map((ordinal) => ({ weekday, ordinal }));
    return month
      ? { rule: { ...plainRule("yearly"), weekdays, months: [month] } }
      : repeat({ n, unit, factor }, { weekdays }, undefined, "month");
  },
  yearDay: ({ n, unit, month, date = 1 }) =>
    // 2000 is a leap year.
    date > daysInMonth(2000, month) ? null : repeat({ n, unit }, onDate(month, date), undefined, "year"),
  adverb: ({ adverb, weekdays, ordinals }) => {
    const [, unit, interval] = /^(\D+)(\d+)$/.exec(adverb) ?? [];
    if ((weekdays && unit !== "week") || (ordinals && unit !== "month")) return null;
    const days = weekdays ? onWeekdays(weekdays) : ordinals ? onMonthDays(ordinals) : {};
    const value = repeat({ unit: unit as Unit }, days, interval);
    return value && { ...value, isAdverb: true };
  },
};

function weekly(weekdays: readonly number[]): RepeatValue {
  return { rule: { ...plainRule("weekly"), ...onWeekdays(weekdays) } };
}

/** What the patterns that limit a recurrence mean. */
export const LIMIT_ACTIONS: Readonly<Record<LimitAction, Action<Limits>>> = {
  from: limitBy("from"),
  until: limitBy("until"),
  length: ({ n, factor = 1, unit }) => (minutesOfUnit(unit) ? null : { lasts: { n: n * factor, unit } }),
  count: ({ n }) => ({ count: n }),
  // Without weekdays, the weekend is meant.
  except: ({ weekdays = [6, 7] }) => ({ except: weekdays }),
  time: ({ time }) => ({ time }),
};

/** Returns an action that limits a recurrence by a day as typed, or by the first one of the next month of that name. */
function limitBy(limit: "from" | "until"): Action<Limits> {
  return ({ day, month }, { today }) => {
    const limitDay = day ? day.day : nextDate({ month, date: 1 }, today);
    return limitDay ? { [limit]: limitDay } : null;
  };
}

/** Applies its limits to a recurrence. */
export function limitRepeat({ repeat, part, limit }: Values): RecurrenceValue {
  const { time, except, ...limits } = limit ?? {};
  const own = part ?? repeat.time;
  return {
    ...repeat,
    ...limits,
    rule: except ? withoutWeekdays(repeat.rule, except) : repeat.rule,
    time: time ? inPart(time, own) : own,
  };
}

/**
 * Returns a recurrence on some days of a period.
 *
 * @param only the only unit that can have such days; any if undefined
 */
function repeat(
  values: Pick<Partial<Values>, "n" | "nth" | "unit" | "factor">,
  days: Partial<Rule>,
  parameter?: string,
  only = values.unit,
): RepeatValue | null {
  const { n, nth, unit = only ?? "hour", factor = 1 } = values;
  const interval = Number(parameter ?? n ?? nth ?? 1) * factor;
  if (unit === "minute" || unit === "hour" || unit !== only) return null;
  if (interval < 1 || interval > RULE_LIMITS.interval) return null;
  const frequency = unit === "day" ? "daily" : (`${unit}ly` as const);
  return { rule: { ...plainRule(frequency, interval), ...days } };
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
function withoutWeekdays(rule: Rule, except: readonly number[]): Rule | null {
  const { frequency, interval, weekdays } = rule;
  const isEveryDay = frequency === "daily" && interval === 1;
  const all = isEveryDay ? onWeekdays([1, 2, 3, 4, 5, 6, 7]).weekdays : frequency === "weekly" ? weekdays : [];
  const others = all.filter(({ weekday }) => !except.includes(weekday));
  return others.length === 0 ? null : { ...rule, frequency: "weekly", weekdays: others };
}

/** Returns the last day of a recurrence: "from Monday until Friday" ends on the Friday after that Monday. */
export function untilOf({ until, from }: Pick<Limits, "until" | "from">): Day | null {
  if (until === undefined || from === undefined || until >= from) return until ?? null;
  return dayNumber(from) - dayNumber(until) <= 7 ? onOrAfter(from, weekdayOf(until)) : until;
}
