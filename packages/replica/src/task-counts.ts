import { addDays, daySpan } from "@docket/schema/day";
import type { Day, TimeZone } from "@docket/schema/day";
import type { Id } from "@docket/schema/id";
import type { ListedTask, TaskCounts } from "@docket/schema/task";
import { isOpen } from "@docket/schema/task-state";
import { isWithinDays } from "@docket/schema/within-days";

type Source = {
  /** Returns a task that is in lists. */
  task: (id: Id) => ListedTask | undefined;
  ids: () => Iterable<Id>;
  userId: Id;
  now: () => Date;
};

/** The numbers of open tasks, kept current. */
export type LiveCounts = {
  /** Returns the counts for a viewer in a time zone: the same object as long as none of them has changed. */
  get: (timeZone: TimeZone) => TaskCounts;
  /** Counts these tasks again, which have changed. */
  update: (ids: Iterable<Id>) => void;
};

/** Creates counts with the rules of the server's `task.count`. Nothing is counted before they are asked for. */
export function createTaskCounts({ task, ids, userId, now }: Source): LiveCounts {
  /** The tasks that are counted, as they looked then. */
  const counted = new Map<Id, ListedTask>();
  let totals = createTotals();
  let shown: TaskCounts | null = null;
  let viewer: { today: Day; timeZone: TimeZone } | null = null;

  const count = (id: Id) => {
    if (!viewer) return;
    const before = counted.get(id);
    const after = task(id);
    if (before === after) return;
    if (before) addTo(totals, before, -1, { ...viewer, userId });
    counted.delete(id);
    if (after && isOpen(after) && after.archivedAt === null) {
      addTo(totals, after, 1, { ...viewer, userId });
      counted.set(id, after);
    }
    shown = null;
  };

  return {
    get: (timeZone) => {
      const { day: today } = daySpan(now(), timeZone);
      if (viewer?.today !== today || viewer.timeZone !== timeZone) {
        viewer = { today, timeZone };
        counted.clear();
        totals = createTotals();
        for (const id of ids()) count(id);
        shown = null;
      }
      shown ??= countsIn(totals);
      return shown;
    },
    update: (changed) => {
      for (const id of changed) count(id);
    },
  };
}

type Totals = { projects: Map<Id, number>; labels: Map<Id, number>; today: number; overdue: number; assigned: number };
type Viewer = { today: Day; timeZone: TimeZone; userId: Id };

const createTotals = (): Totals => ({ projects: new Map(), labels: new Map(), today: 0, overdue: 0, assigned: 0 });

/** Adds a task to the totals, or removes it if `by` is -1. */
function addTo(totals: Totals, task: ListedTask, by: 1 | -1, { today, timeZone, userId }: Viewer): void {
  addToGroup(totals.projects, task.projectId, by);
  for (const labelId of task.labelIds) addToGroup(totals.labels, labelId, by);
  if (task.assigneeIds.includes(userId)) totals.assigned += by;
  if (isWithinDays(task.due, { from: today, to: today }, timeZone)) totals.today += by;
  if (isWithinDays(task.due, { from: null, to: addDays(today, -1) }, timeZone)) totals.overdue += by;
}

function addToGroup(group: Map<Id, number>, id: Id, by: 1 | -1): void {
  const count = (group.get(id) ?? 0) + by;
  if (count > 0) group.set(id, count);
  else group.delete(id);
}

function countsIn({ projects, labels, ...rest }: Totals): TaskCounts {
  return {
    ...rest,
    projects: [...projects].map(([projectId, open]) => ({ projectId, open })),
    labels: [...labels].map(([labelId, open]) => ({ labelId, open })),
  };
}
