import type { ListedTask } from "@docket/schema/task";

/** Above this number of changed rows, one pass over the whole list is faster than inserting them one by one. */
const MAX_INSERTS = 64;

type Compare = (left: ListedTask, right: ListedTask) => number;

/** Returns a sorted list without some rows and with others. */
export function withMoved(
  rows: readonly ListedTask[],
  removed: readonly ListedTask[],
  inserted: readonly ListedTask[],
  compare: Compare,
): readonly ListedTask[] {
  if (removed.length + inserted.length > MAX_INSERTS) return merged(rows, removed, inserted.toSorted(compare), compare);
  const next = [...rows];
  for (const task of removed) {
    const found = positionOf(next, task, compare);
    // Rows that wait for deferred changes are not where their sort keys belong.
    const index = next[found]?.id === task.id ? found : next.findIndex(({ id }) => id === task.id);
    if (index >= 0) next.splice(index, 1);
  }
  for (const task of inserted) next.splice(positionOf(next, task, compare), 0, task);
  return next;
}

/** Returns the index of the first row that is not before a task. */
function positionOf(rows: readonly ListedTask[], task: ListedTask, compare: Compare): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row && compare(row, task) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function merged(
  rows: readonly ListedTask[],
  removed: readonly ListedTask[],
  inserted: readonly ListedTask[],
  compare: Compare,
): readonly ListedTask[] {
  const gone = new Set(removed.map(({ id }) => id));
  const next: ListedTask[] = [];
  let index = 0;
  for (const row of rows) {
    if (gone.has(row.id)) continue;
    for (let task = inserted[index]; task && compare(task, row) < 0; task = inserted[index]) {
      next.push(task);
      index += 1;
    }
    next.push(row);
  }
  return [...next, ...inserted.slice(index)];
}
