import { addDays } from "@docket/schema/day";
import type { Day, TimeZone } from "@docket/schema/day";
import { occurrences } from "@docket/schema/recurrence/occurrences";
import { isRule, parseRule } from "@docket/schema/recurrence/rule-text";
import type { ListedTask } from "@docket/schema/task";
import { dayOfWhen } from "@docket/schema/when-day";
import { DAY_MINUTES, coveredDays } from "./day-time.ts";

/** Maximum number of occurrences of one task on a day. Of those that cover it, the latest ones are shown. */
const MAX_PER_DAY = 5;

/** The days for which occurrences are computed. */
type Period = {
  /** Both ends are included. */
  from: Day;
  to: Day;
  /** Nothing begins before it. */
  today: Day;
  /** Whether an occurrence that lasts several days is on each of them, and not only on the one on which it begins. */
  withLasting: boolean;
};

/**
 * Returns the occurrences that follow the open one of repeating tasks, by the day on which the viewer will see them.
 * Each is the task with its future due date. Tasks that repeat from their completion have none, because their next date
 * is not known yet.
 *
 * @param timeZone the viewer's zone
 */
export function projectedTasks(
  tasks: readonly ListedTask[],
  { from, to, today, withLasting }: Period,
  timeZone: TimeZone,
): Map<Day, ListedTask[]> {
  const days = new Map<Day, ListedTask[]>();
  for (const task of tasks) {
    const { recurrence, occurrenceOn, status } = task;
    if (recurrence === null || recurrence.from === "completion" || occurrenceOn === null || status !== "open") continue;
    const rule = parseRule(recurrence.rule);
    if (!isRule(rule)) continue;
    // It can end a day later than its length in days, if it begins late in the day.
    const lasting = withLasting && task.durationMinutes ? Math.ceil(task.durationMinutes / DAY_MINUTES) + 1 : 0;
    // In the viewer's zone, an occurrence can be a day earlier or later than its date.
    const earliest = addDays(from, -lasting) < today ? today : addDays(from, -lasting);
    const first = addDays(
      earliest > occurrenceOn ? addDays(earliest, -1) : occurrenceOn,
      earliest > occurrenceOn ? 0 : 1,
    );
    const last = addDays(to, 1);
    for (const date of occurrences({ rule, start: recurrence.start.date }, first)) {
      if (date > last) break;
      const due = { ...recurrence.start, date };
      const begin = dayOfWhen(due, timeZone);
      if (date <= occurrenceOn || begin < today) continue;
      const projected = { ...task, due, occurrenceOn: date };
      for (const day of coveredDays(projected, { from, to }, timeZone)) {
        if (day !== begin && !withLasting) continue;
        const others = days.get(day) ?? [];
        // The occurrences of a task are at the end, so this is the earliest one of as many as may be shown.
        if (others.at(-MAX_PER_DAY)?.id === task.id) others.splice(-MAX_PER_DAY, 1);
        others.push(projected);
        days.set(day, others);
      }
    }
  }
  return days;
}
