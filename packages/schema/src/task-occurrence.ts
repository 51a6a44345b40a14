import type { Day } from "./day.ts";
import { addDays, dayNumber } from "./day.ts";
import { nextOccurrence, occurrences } from "./recurrence/occurrences.ts";
import { isRule, parseRule, printRule } from "./recurrence/rule-text.ts";
import type { Rule } from "./recurrence/rule.ts";
import type { TaskRecurrence } from "./task-recurrence.ts";
import type { Task } from "./task.ts";
import type { When } from "./when.ts";

/** The fields of a task that differ between its occurrences. */
export type OccurrenceFields = Pick<Task, "start" | "due" | "deadline" | "recurrence" | "occurrenceOn">;

/**
 * Returns the first occurrence of a rule on or after a due date, with its time and zone; null if the rule has none.
 *
 * @param rule as in RFC 5545, section 3.3.10
 */
export function firstOccurrence(rule: string, due: When): When | null {
  const parsed = parseRule(rule);
  if (!isRule(parsed)) return null;
  const [day] = occurrences({ rule: parsed, start: due.date });
  return day === undefined ? null : { ...due, date: day };
}

/**
 * Returns the dates of a repeating task's next occurrence, or null if the task doesn't repeat or this was the last one.
 * The time and zone are those of the schedule, so an occurrence that was postponed doesn't move the others. The start
 * date and the deadline keep their distance from the scheduled day.
 *
 * @param today the day on which the task is completed or skipped, in the time zone of its schedule
 * @returns the dates, and the number of days from the scheduled day to the next one
 */
export function nextOccurrenceFields(task: OccurrenceFields, today: Day): (OccurrenceFields & { days: number }) | null {
  const { recurrence, occurrenceOn } = task;
  if (recurrence === null || occurrenceOn === null) return null;
  const rule = parseRule(recurrence.rule);
  if (!isRule(rule)) return null;
  const isFromCompletion = recurrence.from === "completion";
  const day = isFromCompletion ? dayAfterCompletion(rule, today) : scheduledDay(rule, recurrence, occurrenceOn, today);
  if (day === null) return null;
  const days = dayNumber(day) - dayNumber(occurrenceOn);
  const due = { ...recurrence.start, date: day };
  // A rule that restarts with each completion can't count its own occurrences, so its count is reduced each time.
  const count = isFromCompletion ? rule.count : null;
  const reduced = count === null ? {} : { rule: printRule({ ...rule, count: count - 1 }), start: due };
  return { ...movedByDays(task, days), due, recurrence: { ...recurrence, ...reduced }, occurrenceOn: day, days };
}

function scheduledDay(rule: Rule, { start, catchUp }: TaskRecurrence, occurrenceOn: Day, today: Day): Day | null {
  const yesterday = addDays(today, -1);
  const after = catchUp === "skip" && yesterday > occurrenceOn ? yesterday : occurrenceOn;
  return nextOccurrence({ rule, start: start.date }, after);
}

function dayAfterCompletion(rule: Rule, today: Day): Day | null {
  if (rule.count === 1) return null;
  return nextOccurrence({ rule: { ...rule, count: null }, start: today }, today);
}

/** Returns a task's dates, and those of its schedule, moved by a number of days. */
export function movedByDays(task: OccurrenceFields, days: number): OccurrenceFields {
  const moveDay = <Value extends Day | null>(day: Value) => (day === null ? day : addDays(day, days)) as Value;
  const move = <Value extends When | null>(when: Value): Value => when && { ...when, date: addDays(when.date, days) };
  return {
    start: move(task.start),
    due: move(task.due),
    deadline: moveDay(task.deadline),
    recurrence: task.recurrence && { ...task.recurrence, start: move(task.recurrence.start) },
    occurrenceOn: moveDay(task.occurrenceOn),
  };
}
