import { foldText } from "./fold-text.ts";
import type { TaskOrder, TaskSummary } from "./task.ts";

/** What lists of tasks can be sorted by. */
export const TASK_ORDERS = [
  "manual",
  "due",
  "priority",
  "created",
  "updated",
  "completed",
  "title",
  "start",
  "status",
  "number",
] as const;

type Key = string | number;

const LAST_DAY = "9999-12-31";

/** Characters of a title that count in the order of titles: the last one of a page stands in its cursor, which travels. */
export const TITLE_SORT_LENGTH = 100;

/** What each order compares, before the id. The database sorts by the same keys (core/task/list.ts), which a test holds it to. */
const KEYS: Record<TaskOrder, (task: TaskSummary) => Key[]> = {
  manual: (task) => [task.rank],
  due: (task) => [task.due?.date ?? LAST_DAY, task.due?.time ?? "99:99"],
  priority: (task) => [task.priority],
  created: (task) => [task.createdAt],
  updated: (task) => [task.updatedAt],
  completed: (task) => [task.completedAt ?? LAST_DAY],
  title: (task) => [Array.from(foldText(task.title)).slice(0, TITLE_SORT_LENGTH).join("")],
  start: (task) => [task.start?.date ?? LAST_DAY, task.start?.time ?? "99:99"],
  status: (task) => [task.status],
  number: (task) => [task.number],
};

/**
 * Compares tasks as the server's lists order them, so that a page can put a changed task where it belongs. In the order of
 * titles, equal titles may stand otherwise than on the server, which goes on with the description.
 */
export function compareTasks(
  order: TaskOrder,
  direction: "ascending" | "descending",
): (left: TaskSummary, right: TaskSummary) => number {
  const sign = direction === "ascending" ? 1 : -1;
  const keysOf = KEYS[order];
  return (left, right) => {
    const [ours, theirs] = [
      [...keysOf(left), left.id],
      [...keysOf(right), right.id],
    ];
    for (const [index, key] of ours.entries()) {
      const other = theirs[index] ?? "";
      if (key !== other) return key < other ? -sign : sign;
    }
    return 0;
  };
}
