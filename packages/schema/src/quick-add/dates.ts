import type { ClockTime, Day } from "../day.ts";
import { printRule } from "../recurrence/rule-text.ts";
import type { When } from "../when.ts";
import type { Candidate, Moment } from "./candidate.ts";
import { clockOf } from "./candidate.ts";
import type { Choice } from "./choose.ts";
import { isAbbreviation } from "./pattern.ts";
import type { QuickAdd, QuickAddContext, TokenKind, TokenSpan } from "./quick-add.ts";
import type { RepeatValue } from "./repeat-actions.ts";
import { startRepeat } from "./repeat-actions.ts";
import { whenOf } from "./when.ts";
import type { Word } from "./word.ts";

/** What dates contribute to the meaning of a line. */
type Dates = Pick<QuickAdd, "due" | "start" | "durationMinutes" | "recurrence" | "spans">;

/** Converts the chosen dates to the values of a task. */
export function datesOf(choice: Choice, words: readonly Word[], context: QuickAddContext): Dates {
  const { due, time, start, duration, recurrence } = choice;
  const spans: TokenSpan[] = [];
  const addSpan = (kind: TokenKind, candidate: Candidate | null) => {
    const [first, last] = candidate ? [words[candidate.from], words[candidate.to - 1]] : [];
    if (!candidate || !first || !last) return;
    const hasFullStop = last.after.startsWith(".") && isAbbreviation(candidate.reader, candidate.to - 1);
    spans.push({ kind, start: first.start, end: last.end + (hasFullStop ? 1 : 0) });
  };
  const moment =
    due === null && time === null
      ? null
      : {
          day: due?.moment.day ?? null,
          part: due?.moment.part ?? null,
          time: due?.moment.time ?? time?.moment.time ?? null,
          timeZone: due?.moment.timeZone ?? time?.moment.timeZone,
        };
  const repeated = recurrence && repeatedFrom(recurrence.repeat, moment, context);
  addSpan("due", due);
  addSpan("due", time);
  addSpan("start", start);
  addSpan("duration", duration);
  if (repeated) addSpan("recurrence", recurrence);
  return {
    spans,
    due: repeated?.due ?? (moment && whenOf(moment, context)),
    recurrence: repeated?.recurrence ?? null,
    start: start && whenOf(start.moment, context),
    durationMinutes: duration?.minutes ?? moment?.time?.minutes ?? null,
  };
}

/** Returns the rule of a recurrence, and the day and time of its first occurrence. */
function repeatedFrom(
  value: RepeatValue,
  moment: Moment | null,
  context: QuickAddContext,
): { due: When; recurrence: QuickAdd["recurrence"] } | null {
  const { today, now, timeZone } = context;
  const time: ClockTime | null = (moment && clockOf(moment)) ?? value.time;
  const isPast = (day: Day) => day < today || (day === today && time !== null && time < now);
  const typed = moment?.day ? whenOf(moment, context).date : null;
  const first = startRepeat(value, typed, today, isPast);
  if (first === null) return null;
  const zone = moment?.timeZone ?? timeZone;
  return {
    due: { date: first.day, ...(time === null ? {} : { time, timeZone: zone }) },
    recurrence: { rule: printRule(first.rule), from: value.fromCompletion ? "completion" : "schedule" },
  };
}
