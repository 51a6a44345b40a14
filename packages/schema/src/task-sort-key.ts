import { foldText } from "./fold-text.ts";
import { TITLE_SORT_LENGTH } from "./task-order.ts";
import type { SortDirection, TaskOrder, TaskSummary } from "./task.ts";
import type { When } from "./when.ts";

const LAST_DAY = "9999-12-31";

/** The sort key for each order. They are compared as text, so numbers must have the same number of digits. */
const KEYS: Record<TaskOrder, (task: TaskSummary) => string> = {
  manual: (task) => task.rank,
  due: ({ due }) => whenKey(due),
  priority: (task) => String(task.priority),
  created: (task) => task.createdAt,
  updated: (task) => task.updatedAt,
  completed: (task) => task.completedAt ?? LAST_DAY,
  title: (task) => Array.from(foldText(task.title)).slice(0, TITLE_SORT_LENGTH).join(""),
  start: ({ start }) => whenKey(start),
  deadline: (task) => task.deadline ?? LAST_DAY,
  status: (task) => task.status,
  number: (task) => String(task.number).padStart(10, "0"),
};

function whenKey(when: When | null): string {
  return (when?.date ?? LAST_DAY) + (when?.time ?? "99:99");
}

/**
 * Returns a comparator with the same order as `compareTasks`. It computes the key of each task only once, so it is
 * faster for long lists. Tasks must not be modified while it is in use.
 */
export function createTaskComparator(
  order: TaskOrder,
  direction: SortDirection,
): (left: TaskSummary, right: TaskSummary) => number {
  const sign = direction === "ascending" ? 1 : -1;
  const keys = new WeakMap<TaskSummary, string>();
  const keyOf = (task: TaskSummary) => {
    const key = keys.get(task) ?? `${KEYS[order](task)}\0${task.id}`;
    keys.set(task, key);
    return key;
  };
  return (left, right) => {
    const [key, other] = [keyOf(left), keyOf(right)];
    return key < other ? -sign : key > other ? sign : 0;
  };
}
