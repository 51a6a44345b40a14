import { addDays } from "@docket/schema/day";
import type { Day, TimeZone } from "@docket/schema/day";
import { occurrences } from "@docket/schema/recurrence/occurrences";
import { isRule, parseRule } from "@docket/schema/recurrence/rule-text";
import type { ListedTask } from "@docket/schema/task";
import { dayOfWhen } from "@docket/schema/when-day";

/** Days, including both ends. */
export type DayPeriod = { from: Day; to: Day };

/**
 * Returns the occurrences that follow the open one of repeating tasks, by the day on which the viewer will see them.
 * Each is the task with its future due date. Tasks that repeat from their completion have none, because their next date
 * is not known yet.
 *
 * @param timeZone the viewer's zone
 */
export function projectedTasks(
  tasks: readonly ListedTask[],
  { from, to }: DayPeriod,
  timeZone: TimeZone,
): Map<Day, ListedTask[]> {
  const days = new Map<Day, ListedTask[]>();
  for (const task of tasks) {
    const { recurrence, occurrenceOn, status } = task;
    if (recurrence === null || recurrence.from === "completion" || occurrenceOn === null || status !== "open") continue;
    const rule = parseRule(recurrence.rule);
    if (!isRule(rule)) continue;
    // In the viewer's zone, an occurrence can be a day earlier or later than its date.
    const first = addDays(from > occurrenceOn ? addDays(from, -1) : occurrenceOn, from > occurrenceOn ? 0 : 1);
    const last = addDays(to, 1);
    for (const date of occurrences({ rule, start: recurrence.start.date }, first)) {
      if (date > last) break;
      const due = { ...recurrence.start, date };
      const day = dayOfWhen(due, timeZone);
      if (date <= occurrenceOn || day < from || day > to) continue;
      const others = days.get(day);
      const projected = { ...task, due, occurrenceOn: date };
      if (others) others.push(projected);
      else days.set(day, [projected]);
    }
  }
  return days;
}
