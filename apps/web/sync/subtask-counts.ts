import type { Id } from "@docket/schema/id";
import type { ListedTask } from "@docket/schema/task";

type Counts = { all: number; open: number };

/**
 * The parents of changed tasks with their counts of sub-tasks brought up to date.
 *
 * @param before the tasks as they were; null for one that was not there
 * @param after the tasks as they are, by id; absent for one that is gone
 * @param known every task on the page, where the parents are looked up
 */
export function recountedParents(
  before: ReadonlyMap<Id, ListedTask | null>,
  after: ReadonlyMap<Id, ListedTask>,
  known: ReadonlyMap<Id, ListedTask>,
): ListedTask[] {
  const changes = new Map<Id, Counts>();
  const count = (task: ListedTask | null | undefined, by: 1 | -1) => {
    if (!task || task.parentId === null) return;
    const counts = changes.get(task.parentId) ?? { all: 0, open: 0 };
    counts.all += by;
    if (task.status === "open") counts.open += by;
    changes.set(task.parentId, counts);
  };
  for (const task of before.values()) count(task, -1);
  for (const task of after.values()) count(task, 1);
  return [...changes].flatMap(([id, { all, open }]) => {
    const parent = after.get(id) ?? known.get(id);
    // One that comes together with its sub-tasks comes with their number.
    if (before.get(id) === null) return [];
    if (!parent || (all === 0 && open === 0)) return [];
    return [
      {
        ...parent,
        subtasks: { all: Math.max(0, parent.subtasks.all + all), open: Math.max(0, parent.subtasks.open + open) },
      },
    ];
  });
}
