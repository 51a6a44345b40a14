import { daySpan } from "@docket/schema/day";
import type { GivenFilter } from "@docket/schema/filter-expression";
import type { Reader } from "@docket/schema/filter-match";
import type { Id } from "@docket/schema/id";
import type { ListedTask, SortDirection, TaskOrder } from "@docket/schema/task";
import { taskMatcher } from "@docket/schema/task-matcher";
import { createTaskComparator } from "@docket/schema/task-sort-key";
import type { Tables } from "./tables.ts";

/** Which tasks a list contains, and in which order. */
export type TaskQuery = { filter: GivenFilter; order?: TaskOrder; direction?: SortDirection };

/** The tasks of a query, kept current, in the form that `useSyncExternalStore` expects. */
export type LiveQuery = {
  /** Returns the tasks in order. It is the same array as long as nothing in it has changed. */
  getSnapshot: () => readonly ListedTask[];
  subscribe: (listener: () => void) => () => void;
  /**
   * Keeps the rows in place while the user reads or drags: changes by others appear within rows, but rows are not added,
   * removed or moved. Returns a function that ends this.
   */
  deferRemote: () => () => void;
  /** The tasks that will be added, removed or moved. A task that was deleted stays, with the time in `deletedAt`. */
  deferredIds: () => ReadonlySet<Id>;
  /** Shows the deferred changes. */
  flush: () => void;
};

export type TaskQueries = {
  query: (query: TaskQuery) => LiveQuery;
  /**
   * Updates all queries after these tasks have changed.
   *
   * @param isRemote whether someone else has changed a task
   */
  update: (ids: ReadonlySet<Id>, isRemote: (id: Id) => boolean) => void;
  /** Runs all queries again, because the day may have changed. */
  runAll: () => void;
  /** Returns when the day of a query ends next, in ms since 1970. */
  nextDayChange: () => number;
};

type Source = {
  /** Returns a task that is in lists. */
  task: (id: Id) => ListedTask | undefined;
  /** Whether the user can still see the task, at least in the trash. */
  isReadable: (id: Id) => boolean;
  ids: () => Iterable<Id>;
  /** The tasks that pending commands have changed, which the indexes of the tables may not find. */
  pendingIds: () => Iterable<Id>;
  tables: Tables;
};

/** Queries that nothing subscribes to stay current, up to this number, so that views open without running them. */
const MAX_IDLE_QUERIES = 20;
/** Above this number of changed rows, one pass over the whole list is faster than inserting them one by one. */
const MAX_INSERTS = 64;

/** A live query with what keeps it current. */
type Held = {
  key: string;
  run: () => void;
  update: TaskQueries["update"];
  timeZone: string;
  isIdle: () => boolean;
  live: LiveQuery;
};

/** Creates the live queries over the tasks that the user sees. */
export function createTaskQueries(source: Source, readerNow: () => Reader): TaskQueries {
  /** The queries that are kept current. The most recently used one comes last. */
  const active = new Set<Held>();
  const byKey = new Map<string, Held>();
  const comparators = new Map<string, ReturnType<typeof createTaskComparator>>();

  /** Queries with the same order share their sort keys. */
  const comparatorOf = (order: TaskOrder, direction: SortDirection) => {
    const key = `${order} ${direction}`;
    const known = comparators.get(key) ?? createTaskComparator(order, direction);
    comparators.set(key, known);
    return known;
  };

  const evictIdle = () => {
    const idle = [...active].filter((query) => query.isIdle());
    for (const query of idle.slice(0, Math.max(0, idle.length - MAX_IDLE_QUERIES))) {
      active.delete(query);
      if (byKey.get(query.key) === query) byKey.delete(query.key);
    }
  };
  /** Makes an evicted query current again. */
  const activate = (query: Held) => {
    if (active.has(query)) return;
    active.add(query);
    if (!byKey.has(query.key)) byKey.set(query.key, query);
    query.run();
  };

  const createQuery = (key: string, { filter, order = "manual", direction = "ascending" }: TaskQuery) => {
    const compare = comparatorOf(order, direction);
    let matches = taskMatcher(filter, readerNow());
    let members = new Map<Id, ListedTask>();
    let rows: readonly ListedTask[] = [];
    const listeners = new Set<() => void>();
    let deferring = 0;
    const deferred = new Set<Id>();

    const matching = (id: Id) => {
      const task = source.task(id);
      return task && matches(task) ? task : undefined;
    };
    const publish = (next: readonly ListedTask[]) => {
      rows = next;
      for (const listener of listeners) listener();
    };
    const run = () => {
      matches = taskMatcher(filter, readerNow());
      members = new Map();
      deferred.clear();
      for (const id of candidates(filter, source)) {
        const task = matching(id);
        if (task) members.set(id, task);
      }
      const next = [...members.values()].sort(compare);
      if (next.length !== rows.length || next.some((task, index) => task !== rows[index])) publish(next);
    };
    const update = (ids: ReadonlySet<Id>, isRemote: (id: Id) => boolean) => {
      const inPlace = new Map<Id, ListedTask>();
      const removed: ListedTask[] = [];
      const inserted: ListedTask[] = [];
      const count = deferred.size;
      for (const id of ids) {
        const [before, after] = [members.get(id), matching(id)];
        if (before === after && !deferred.has(id)) continue;
        const isMoving = deferred.has(id) || !before || !after || compare(before, after) !== 0;
        // Rows that the user can't see any more disappear immediately.
        if (deferring > 0 && isRemote(id) && isMoving && (!before || source.isReadable(id))) {
          deferred.add(id);
          if (before) inPlace.set(id, source.task(id) ?? { ...before, deletedAt: readerNow().now.toISOString() });
          continue;
        }
        deferred.delete(id);
        if (before && after && !isMoving) inPlace.set(id, after);
        else {
          if (before) removed.push(before);
          if (after) inserted.push(after);
        }
      }
      if (inPlace.size + removed.length + inserted.length === 0 && count === deferred.size) return;
      for (const { id } of removed) members.delete(id);
      for (const task of [...inserted, ...inPlace.values()]) members.set(task.id, task);
      const kept = inPlace.size === 0 ? rows : rows.map((task) => inPlace.get(task.id) ?? task);
      publish(withMoved(kept, removed, inserted, compare));
    };
    run();
    const held: Held = {
      key,
      run,
      update,
      timeZone: filter.timeZone ?? "UTC",
      isIdle: () => listeners.size === 0 && deferring === 0,
      live: {
        getSnapshot: () => rows,
        subscribe: (listener) => {
          activate(held);
          listeners.add(listener);
          return () => {
            listeners.delete(listener);
            evictIdle();
          };
        },
        deferRemote: () => {
          activate(held);
          deferring += 1;
          let isEnded = false;
          return () => {
            if (isEnded) return;
            isEnded = true;
            deferring -= 1;
            if (deferring === 0) run();
          };
        },
        deferredIds: () => deferred,
        flush: () => {
          if (deferred.size > 0) run();
        },
      },
    };
    return held;
  };

  return {
    query: (query) => {
      const key = JSON.stringify(query);
      const held = byKey.get(key) ?? createQuery(key, query);
      byKey.set(key, held);
      active.delete(held);
      active.add(held);
      evictIdle();
      return held.live;
    },
    update: (ids, isRemote) => {
      for (const query of active) query.update(ids, isRemote);
    },
    runAll: () => {
      for (const query of active) query.run();
    },
    nextDayChange: () => {
      const { now } = readerNow();
      const timeZones = new Set([...active].map(({ timeZone }) => timeZone));
      const ends = [...timeZones].map((timeZone) => Number(daySpan(now, timeZone).endsAt));
      return Math.min(Number(now) + 86_400_000, ...ends);
    },
  };
}

/** Returns the tasks among which a query has to look. */
function candidates({ ids, projectId, parentId, labelId, assigneeId }: GivenFilter, source: Source): Iterable<Id> {
  if (ids) return ids;
  const indexes = [
    ["parentId", parentId],
    ["labelIds", labelId],
    ["projectId", projectId],
    ["assigneeIds", assigneeId],
  ] as const;
  for (const [field, value] of indexes)
    if (typeof value === "string")
      return new Set([...source.tables.idsWith("task", field, value), ...source.pendingIds()]);
  return source.ids();
}

type Compare = (left: ListedTask, right: ListedTask) => number;

/** Returns a sorted list without some rows and with others. */
function withMoved(
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
