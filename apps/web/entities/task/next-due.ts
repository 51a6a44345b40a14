import { dayInZone } from "@docket/schema/day";
import type { TimeZone } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { nextOccurrenceFields } from "@docket/schema/task-occurrence";
import type { When } from "@docket/schema/when";
import { formatDay } from "./format.ts";
import type { Reader } from "./format.ts";

/** What follows the completion of several tasks: how many of them repeat, and the earliest next date. */
type NextDue = { count: number; due: When | null };

/**
 * Returns the next due date after the completion of tasks, computed like the server does. Sub-tasks that are completed
 * with their parent don't repeat on their own. The date is null if each series has ended.
 *
 * @param timeZone zone of the account, for schedules that have none
 */
export function nextDueOf(tasks: readonly ListedTask[], now: Date, timeZone: TimeZone): NextDue {
  const ids = new Set(tasks.map(({ id }) => id));
  const repeating = tasks.filter(
    ({ recurrence, status, parentId }) =>
      recurrence !== null && status === "open" && (parentId === null || !ids.has(parentId)),
  );
  const dates = repeating.flatMap((task) => {
    const today = dayInZone(now, task.recurrence?.start.timeZone ?? timeZone);
    return nextOccurrenceFields(task, today)?.due ?? [];
  });
  const keyOf = ({ date, time = "" }: When) => date + time;
  const [due = null] = dates.toSorted((left, right) => keyOf(left).localeCompare(keyOf(right)));
  return { count: repeating.length, due };
}

/** Returns the message about the completion of tasks, under `task.did`, and its values. */
export function describeNextDue(tasks: readonly ListedTask[], now: Date, reader: Reader) {
  const { count, due } = nextDueOf(tasks, now, reader.timeZone);
  const text = count === 0 ? "completed" : due ? "completedNext" : "completedLast";
  return { text, repeating: count, when: due ? formatDay(due.date, reader) : "" } as const;
}
