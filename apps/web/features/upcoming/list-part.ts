import type { Day, TimeZone } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { dayOfWhen } from "@docket/schema/when-day";
import type { TaskListInput } from "../../replica/task-list.ts";
import type { LoadedList } from "../../replica/use-task-lists.ts";

const NONE: readonly ListedTask[] = [];

/**
 * Returns the part of a loaded list that is due on a day.
 *
 * @param isFirst whether it is the first day of the list, which says why it could not be loaded
 */
export function partOfList(
  list: LoadedList,
  { order, direction }: Pick<TaskListInput, "order" | "direction">,
  { day, isFirst, timeZone }: { day: Day; isFirst: boolean; timeZone: TimeZone },
): LoadedList {
  const tasks = tasksByDay(list.tasks, timeZone).get(day) ?? NONE;
  const last = list.tasks.at(-1)?.due;
  // The pages of a list in the order of its days are complete up to the day of the last task.
  const isComplete =
    !list.hasMore || (order === "due" && direction === "ascending" && last && dayOfWhen(last, timeZone) > day);
  if (list.status !== "error" || isFirst) return { ...list, tasks, hasMore: !isComplete };
  // If loading has failed after some pages, the failure is shown where tasks may be missing.
  if (isComplete && last) return { ...list, tasks, status: "success", hasMore: false };
  return { ...list, tasks, status: tasks.length > 0 ? "error" : "pending", hasMore: false };
}

const grouped = new WeakMap<readonly ListedTask[], { timeZone: TimeZone; days: Map<Day, ListedTask[]> }>();

/** Groups tasks by the day on which they are due. The arrays stay the same while the list does. */
function tasksByDay(tasks: readonly ListedTask[], timeZone: TimeZone): Map<Day, ListedTask[]> {
  const known = grouped.get(tasks);
  if (known?.timeZone === timeZone) return known.days;
  const days = new Map<Day, ListedTask[]>();
  for (const task of tasks) {
    if (task.due === null) continue;
    const day = dayOfWhen(task.due, timeZone);
    const others = days.get(day);
    if (others) others.push(task);
    else days.set(day, [task]);
  }
  grouped.set(tasks, { timeZone, days });
  return days;
}
