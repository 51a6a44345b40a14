import type { Day } from "../day.ts";
import { addDays, partsOf } from "../day.ts";
import { occurrences } from "../recurrence/occurrences.ts";
import { printRule } from "../recurrence/rule-text.ts";
import type { Rule } from "../recurrence/rule.ts";
import { keepMonthEnd } from "../recurrence/rule.ts";
import type { When } from "../when.ts";
import type { Candidate, Moment } from "./candidate.ts";
import { clockOf } from "./candidate.ts";
import { addUnits } from "./day-actions.ts";
import type { QuickAdd, QuickAddContext, TokenSpan } from "./quick-add.ts";
import { isAbbreviation } from "./reader.ts";
import type { RepeatValue } from "./repeat-actions.ts";
import { untilOf } from "./repeat-actions.ts";

/** The dates, times, durations and recurrences that apply. `time` is a time apart from the date. */
export type Choice = {
  due?: Extract<Candidate, { value: Moment }> | undefined;
  time?: Extract<Candidate, { value: Moment }> | undefined;
  start?: Extract<Candidate, { value: Moment }> | undefined;
  duration?: Extract<Candidate, { kind: "duration" }> | undefined;
  recurrence?: Extract<Candidate, { kind: "recurrence" }> | undefined;
};

/** What dates contribute to the meaning of a line. */
type Dates = Pick<QuickAdd, "due" | "start" | "durationMinutes" | "recurrence" | "spans">;

/** Converts the chosen dates to the values of a task. */
export function datesOf({ due, time, start, duration, recurrence }: Choice, context: QuickAddContext): Dates {
  const moment = due ? { ...due.value, time: due.value.time ?? time?.value.time ?? null } : time?.value;
  const zoned = moment && { ...moment, timeZone: moment.timeZone ?? time?.value.timeZone };
  const repeated = recurrence && repeatedFrom(recurrence.value, zoned, context);
  return {
    spans: [due, time, start, duration, repeated && recurrence].flatMap((one) => (one ? [spanOf(one)] : [])),
    due: repeated?.due ?? (zoned ? whenOf(zoned, context) : null),
    recurrence: repeated?.recurrence ?? null,
    start: start ? whenOf(start.value, context) : null,
    durationMinutes: duration?.value ?? moment?.time?.minutes ?? null,
  };
}

function spanOf({ reader, from, to, kind }: Candidate): TokenSpan {
  const last = reader.at(to - 1);
  const hasFullStop = last.after.startsWith(".") && isAbbreviation(last);
  return { kind, start: reader.at(from).start, end: last.end + (hasFullStop ? 1 : 0) };
}

/** Converts what was typed to a date. A time without a day is the next such time, unless the context has a day for it. */
export function whenOf(moment: Moment, { today, day: given, now, timeZone }: QuickAddContext): When {
  const time = clockOf(moment);
  const { day = given ?? today, strength } = moment.day ?? { strength: "weekday" };
  if (time === null) return { date: day };
  const isNext = time < now && strength === "weekday" && day === today;
  const date = isNext ? addDays(today, moment.day ? 7 : 1) : day;
  return { date, time, timeZone: moment.timeZone ?? timeZone };
}

/** Returns the rule of a recurrence, and its first occurrence. Returns undefined if there is none. */
function repeatedFrom(
  value: RepeatValue,
  moment: Moment | undefined,
  context: QuickAddContext,
): { due: When; recurrence: QuickAdd["recurrence"] } | undefined {
  const { today, now, weekStart } = context;
  const { lasts, fromCompletion, count = null } = value;
  const time = (moment && clockOf(moment)) ?? value.time ?? null;
  const isPast = (day: Day) => day < today || (day === today && time !== null && time < now);
  const rule = { ...value.rule, weekStart, until: untilOf(value) };
  // The interval counts from the first day, so it is left out of the search for that day.
  const days = occurrences({ rule: { ...rule, interval: 1 }, start: value.from ?? today });
  const day = moment?.day ? whenOf(moment, context).date : firstOf(days, isPast);
  const until = day && lasts ? addDays(addUnits(day, lasts.n, lasts.unit), -1) : rule.until;
  if (!day || (until !== null && until < day)) return undefined;
  const limited = {
    ...rule,
    until,
    count: until === null ? count : null,
    ...(fromCompletion ? {} : monthEnd(rule, day)),
  };
  return {
    due: { date: day, ...(time === null ? {} : { time, timeZone: moment?.timeZone ?? context.timeZone }) },
    recurrence: { rule: printRule(limited), from: fromCompletion ? "completion" : "schedule" },
  };
}

function firstOf(days: Iterable<Day>, isPast: (day: Day) => boolean): Day | undefined {
  for (const day of days) if (!isPast(day)) return day;
  return undefined;
}

/** Writes the day into a monthly or yearly rule that applies to the day of its start, if some periods lack that day. */
function monthEnd({ frequency, monthDays, weekdays, months }: Rule, day: Day): Partial<Rule> {
  const { month, date } = partsOf(day);
  if (monthDays.length + weekdays.length + months.length > 0 || date <= 28) return {};
  if (frequency === "monthly") return keepMonthEnd(date);
  return frequency === "yearly" && month === 2 ? { months: [2], ...keepMonthEnd(date) } : {};
}
