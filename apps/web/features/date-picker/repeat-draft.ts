import { addDays, daysInMonth, partsOf, weekdayOf } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { WORKDAYS, keepMonthEnd, onDate, onWeekdays, plainRule } from "@docket/schema/recurrence/rule";
import type { Frequency, Rule } from "@docket/schema/recurrence/rule";
import { printRule } from "@docket/schema/recurrence/rule-text";
import type { NewRecurrence } from "@docket/schema/task-recurrence";
import { parseRepeat } from "../../entities/task/repeat.ts";
import type { Repeat } from "../../entities/task/repeat.ts";

/** The rules that are offered without further fields. */
export const REPEAT_PRESETS = ["daily", "workdays", "weekly", "monthly", "lastDay", "yearly"] as const;
export type RepeatPreset = (typeof REPEAT_PRESETS)[number];

/** The days of a month or year that a custom rule can select. */
export const MONTH_CHOICES = ["day", "weekday", "lastDay"] as const;
export type MonthChoice = (typeof MONTH_CHOICES)[number];

/**
 * The content of the fields for how a task repeats. Rules that depend on the day of the task are computed from it when
 * they are shown or saved, so that they follow the day.
 */
export type RepeatDraft = {
  /** "kept" is the rule that the task already has, which the fields may be unable to show. */
  kind: "never" | "kept" | RepeatPreset | "completion" | "custom";
  kept: NewRecurrence | null;
  frequency: Frequency;
  interval: number;
  /** Weekdays of a custom weekly rule, 1 (Monday) to 7; empty for the weekday of the task's day. */
  weekdays: readonly number[];
  monthChoice: MonthChoice;
  from: NewRecurrence["from"];
  catchUp: NewRecurrence["catchUp"];
  end: "never" | "until" | "count";
  until: Day;
  count: number;
};

/** Returns the fields for a task that repeats, or does not repeat. */
export function repeatDraftOf(recurrence: NewRecurrence | null, day: Day): RepeatDraft {
  const empty: RepeatDraft = {
    kind: recurrence === null ? "never" : "kept",
    kept: recurrence,
    frequency: "weekly",
    interval: 1,
    weekdays: [],
    monthChoice: "day",
    from: recurrence?.from ?? "schedule",
    catchUp: recurrence?.catchUp ?? "skip",
    end: "never",
    until: addDays(day, 365),
    count: 10,
  };
  const rule = recurrence && parseRepeat(recurrence)?.rule;
  if (!rule) return empty;
  const { frequency, interval, count, until } = rule;
  return {
    ...empty,
    frequency,
    interval,
    weekdays: frequency === "weekly" ? rule.weekdays.map(({ weekday }) => weekday) : [],
    end: count === null ? (until === null ? "never" : "until") : "count",
    until: until ?? empty.until,
    count: count ?? empty.count,
  };
}

/**
 * Returns the rule that the fields describe; null if the task does not repeat.
 *
 * @param day the day of the task, from which the rule applies
 * @param weekStart the viewer's first day of the week (ISO 8601: 1 is Monday)
 */
export function repeatOf(draft: RepeatDraft, day: Day, weekStart: number): Repeat | null {
  const { kind, kept, frequency, interval, from, catchUp } = draft;
  if (kind === "never") return null;
  if (kind === "kept") return kept && parseRepeat(kept);
  if (kind === "completion") {
    const rule = { ...plainRule(frequency, interval), weekStart };
    return { rule, from: "completion", catchUp: "skip" };
  }
  if (kind === "custom") return { rule: { ...customRule(draft, day), weekStart }, from, catchUp };
  return { rule: { ...presetRule(kind, day), weekStart }, from: "schedule", catchUp: "skip" };
}

/** Returns the rule as it is stored. */
export function recurrenceOf({ rule, from, catchUp }: Repeat): NewRecurrence {
  return { rule: printRule(rule), from, catchUp };
}

function presetRule(preset: RepeatPreset, day: Day): Rule {
  switch (preset) {
    case "daily":
      return plainRule("daily");
    case "workdays":
      return { ...plainRule("weekly"), ...onWeekdays(WORKDAYS) };
    case "weekly":
      return { ...plainRule("weekly"), ...onWeekdays([weekdayOf(day)]) };
    case "monthly":
      return { ...plainRule("monthly"), ...daysOfMonth("day", day) };
    case "lastDay":
      return { ...plainRule("monthly"), ...daysOfMonth("lastDay", day) };
    case "yearly":
      return { ...plainRule("yearly"), ...daysOfYear("day", day) };
  }
}

function customRule({ frequency, interval, weekdays, monthChoice, end, until, count }: RepeatDraft, day: Day): Rule {
  const rule = {
    ...plainRule(frequency, interval),
    until: end === "until" ? until : null,
    count: end === "count" ? count : null,
  };
  if (frequency === "weekly") return { ...rule, ...onWeekdays(weekdays.length > 0 ? weekdays : [weekdayOf(day)]) };
  if (frequency === "monthly") return { ...rule, ...daysOfMonth(monthChoice, day) };
  return frequency === "yearly" ? { ...rule, ...daysOfYear(monthChoice, day) } : rule;
}

function daysOfMonth(choice: MonthChoice, day: Day): Partial<Rule> {
  const { year, month, date } = partsOf(day);
  if (choice === "lastDay") return { monthDays: [-1] };
  if (choice === "day") return keepMonthEnd(date);
  const isLast = date + 7 > daysInMonth(year, month);
  return { weekdays: [{ weekday: weekdayOf(day), ordinal: isLast ? -1 : Math.ceil(date / 7) }] };
}

function daysOfYear(choice: MonthChoice, day: Day): Partial<Rule> {
  const { month, date } = partsOf(day);
  return choice === "day" ? onDate(month, date) : { ...daysOfMonth(choice, day), months: [month] };
}

/** Returns the rule to store, null if the task no longer repeats, or undefined if nothing has changed. */
export function changedRecurrence(
  repeat: Repeat | null,
  current: NewRecurrence | null,
): NewRecurrence | null | undefined {
  if (repeat === null) return current === null ? undefined : null;
  const next = recurrenceOf(repeat);
  const isSame = current?.rule === next.rule && current.from === next.from && current.catchUp === next.catchUp;
  return isSame ? undefined : next;
}
