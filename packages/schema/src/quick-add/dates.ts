import type { Day } from "../day.ts";
import { addDays, partsOf } from "../day.ts";
import { occurrences } from "../recurrence/occurrences.ts";
import { printRule } from "../recurrence/rule-text.ts";
import type { Rule } from "../recurrence/rule.ts";
import { keepMonthEnd } from "../recurrence/rule.ts";
import type { Candidate } from "./candidate.ts";
import { addUnits } from "./day-actions.ts";
import { clockOf, whenOf } from "./moment.ts";
import type { QuickAdd, QuickAddContext, TokenSpan } from "./quick-add.ts";
import { isAbbreviation } from "./reader.ts";
import { untilOf } from "./repeat-actions.ts";
import type { Moment } from "./values.ts";

/** The dates, times, durations and recurrences that apply. `time` is a time apart from the date. */
export type Choice = { [Kind in Candidate["kind"]]?: Extract<Candidate, { kind: Kind }> | undefined };

/** What dates contribute to the meaning of a line. */
type Dates = Pick<QuickAdd, "due" | "start" | "durationMinutes" | "recurrence" | "spans">;

/** Converts the chosen dates to the values of a task. */
export function datesOf({ due, time, start, duration, recurrence }: Choice, context: QuickAddContext): Dates {
  const moment: Moment = {
    day: due?.value.day ?? null,
    part: due?.value.part,
    time: due?.value.time ?? time?.value.time ?? null,
    timeZone: due?.value.timeZone ?? time?.value.timeZone,
  };
  const repeated = recurrence && repeatedFrom(recurrence, moment, context);
  return {
    spans: [due, time, start, duration, repeated && recurrence].flatMap((one) => (one ? [spanOf(one)] : [])),
    due: due || time ? whenOf(moment, context) : null,
    recurrence: null,
    ...repeated,
    start: start ? whenOf(start.value, context) : null,
    durationMinutes: duration?.value ?? moment.time?.minutes ?? null,
  };
}

function spanOf({ reader, from, to, kind }: Candidate): TokenSpan {
  const last = reader.at(to - 1);
  const hasFullStop = last.after.startsWith(".") && isAbbreviation(last);
  const end = last.end + (hasFullStop ? 1 : 0);
  return { kind: kind === "time" ? "due" : kind, start: reader.at(from).start, end };
}

/** Returns the rule of a recurrence, and its first occurrence. Returns undefined if there is none. */
function repeatedFrom(
  { value, reader, core }: Extract<Candidate, { kind: "recurrence" }>,
  moment: Moment,
  context: QuickAddContext,
): Pick<QuickAdd, "due" | "recurrence"> | undefined {
  const { today, now, weekStart } = context;
  const { lasts, count = null } = value;
  const isFromCompletion = [core, core + 1].map(reader.at).some(({ after, reading }) => after === "!" && reading.every);
  const time = clockOf(moment) ?? value.time ?? null;
  const isPast = (day: Day) => day < today || (day === today && time !== null && time < now);
  const rule = { ...value.rule, weekStart, until: untilOf(value) };
  // The interval counts from the first day, so it is left out of the search for that day.
  const days = occurrences({ rule: { ...rule, interval: 1 }, start: value.from ?? today });
  const day = moment.day ? whenOf(moment, context).date : firstOf(days, isPast);
  const until = day && lasts ? addDays(addUnits(day, lasts.n, lasts.unit), -1) : rule.until;
  if (!day || (until !== null && until < day)) return undefined;
  const both = { ...rule, until, count, ...(isFromCompletion ? {} : monthEnd(rule, day)) };
  // A rule can only have one limit (RFC 5545, section 3.3.10), so the one that ends it first is kept. Which one that is
  // can't be known for a rule from completion, which ends on its last day.
  const isCountFirst =
    until === null ||
    (count !== null && !isFromCompletion && [...occurrences({ rule: both, start: day })].length === count);
  const limited = { ...both, ...(isCountFirst ? { until: null } : { count: null }) };
  return {
    due: { date: day, ...(time === null ? {} : { time, timeZone: moment.timeZone ?? context.timeZone }) },
    recurrence: { rule: printRule(limited), from: isFromCompletion ? "completion" : "schedule" },
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
