import { foldText } from "./fold-text.ts";
import type { TaskOrder, TaskSummary } from "./task.ts";

type Key = string | number;

const LAST_DAY = "9999-12-31";

/** Number of leading characters by which titles are sorted. Limited because page cursors contain them. */
export const TITLE_SORT_LENGTH = 100;

/**
 * The sort keys for each order; ties are broken by ID. A test checks that the database uses the same keys
 * (core/src/entities/task/list-page/sort-key.ts).
 */
const KEYS: Record<TaskOrder, (task: TaskSummary) => Key[]> = {
  manual: (task) => [task.rank],
  due: (task) => [task.due?.date ?? LAST_DAY, task.due?.time ?? "99:99"],
  priority: (task) => [task.priority],
  created: (task) => [task.createdAt],
  updated: (task) => [task.updatedAt],
  completed: (task) => [task.completedAt ?? LAST_DAY],
  title: (task) => [Array.from(foldText(task.title)).slice(0, TITLE_SORT_LENGTH).join("")],
  start: (task) => [task.start?.date ?? LAST_DAY, task.start?.time ?? "99:99"],
  deadline: (task) => [task.deadline ?? LAST_DAY],
  status: (task) => [task.status],
  number: (task) => [task.number],
};

/**
 * Returns a comparator that orders tasks like the server's lists, so that a page can insert a changed task at the right
 * position. Tasks with equal titles can be ordered differently, because the server also compares descriptions.
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
