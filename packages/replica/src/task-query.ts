import { daySpan } from "@docket/schema/day";
import type { GivenFilter } from "@docket/schema/filter-expression";
import type { Reader } from "@docket/schema/filter-match";
import type { Id } from "@docket/schema/id";
import type { ListedTask, SortDirection, TaskOrder } from "@docket/schema/task";
import { taskMatcher } from "@docket/schema/task-matcher";
import { createTaskComparator } from "@docket/schema/task-sort-key";
import { OPEN_STATE, isClosed } from "@docket/schema/task-state";
import { withMoved } from "./moved-rows.ts";
import type { Tables } from "./tables.ts";

/** Which tasks a list contains, and in which order. */
export type TaskQuery = {
  filter: GivenFilter;
  order?: TaskOrder;
  direction?: SortDirection;
  /** How long a task that the user closes stays in its place, in milliseconds. If omitted, it disappears immediately. */
  keepClosedMs?: number;
};

/** The rows that the page shows, in their order, and whether the server has more. */
export type ShownRows = { tasks: readonly ListedTask[]; hasMore: boolean };

/** The tasks of a query, kept current, in the form that `useSyncExternalStore` expects. */
export type LiveQuery = {
  /** Returns the tasks in order. It is the same array as long as nothing in it has changed. */
  getSnapshot: () => readonly ListedTask[];
  subscribe: (listener: () => void) => () => void;
  /**
   * Keeps the rows in place while the user reads or drags: changes by others appear within rows, but rows are not added,
   * removed or moved. Returns a function that ends this.
   *
   * @param shown the rows that the page has shown until now, if they are not those of this query. What has changed since
   *   they were read is deferred, too
   */
  deferRemote: (shown?: ShownRows) => () => void;
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
  /** Calls a function after a time in milliseconds. Returns a function that cancels the call. */
  setTimer: (run: () => void, delay: number) => () => void;
};

/** Queries that nothing subscribes to stay current, up to this number, so that views open without running them. */
const MAX_IDLE_QUERIES = 20;

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

  const createQuery = (key: string, query: TaskQuery) => {
    const { filter, order = "manual", direction = "ascending", keepClosedMs } = query;
    const compare = comparatorOf(order, direction);
    let matches = taskMatcher(filter, readerNow());
    let members = new Map<Id, ListedTask>();
    let rows: readonly ListedTask[] = [];
    const listeners = new Set<() => void>();
    let deferring = 0;
    /** The deferred tasks as they are now, or undefined if they no longer match. */
    const deferred = new Map<Id, ListedTask | undefined>();
    /** The tasks that the user has just closed, as they were before. */
    const closed = new Map<Id, ListedTask>();

    const matchesIfOpen = (task: ListedTask) => isClosed(task) && matches({ ...task, ...OPEN_STATE });
    const matching = (id: Id) => {
      const task = source.task(id);
      return task && (matches(task) || (closed.has(id) && matchesIfOpen(task))) ? task : undefined;
    };
    /** Keeps a task in its place for some time if the user has closed it. */
    const keepClosed = (id: Id, before: ListedTask | undefined) => {
      const task = source.task(id);
      if (task && !isClosed(task)) closed.delete(id);
      if (!before || isClosed(before) || !task || matches(task) || !matchesIfOpen(task)) return;
      closed.set(id, before);
      source.setTimer(() => {
        // The task may have been reopened and closed again.
        if (closed.get(id) !== before) return;
        closed.delete(id);
        const present = source.task(id);
        if (deferring > 0 || !present || compare(before, present) === 0) update(new Set([id]), () => false);
        // It was not where its sort key belongs.
        else run();
      }, keepClosedMs ?? 0);
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
        const before = members.get(id);
        if (keepClosedMs !== undefined && !isRemote(id)) keepClosed(id, before);
        const after = matching(id);
        const isDeferred = deferred.has(id);
        if (before === after && !isDeferred) continue;
        const present = isDeferred ? deferred.get(id) : before;
        const isMoving = !closed.has(id) && (!present || !after || compare(present, after) !== 0);
        // Rows that the user can't see any more disappear immediately. The user's own changes move rows.
        const isStaying = isRemote(id) ? isDeferred || isMoving : isDeferred && !isMoving;
        if (deferring > 0 && isStaying && (!before || source.isReadable(id))) {
          deferred.set(id, after);
          if (before) inPlace.set(id, source.task(id) ?? { ...before, deletedAt: readerNow().now.toISOString() });
          continue;
        }
        deferred.delete(id);
        if (before && after && !isDeferred && !isMoving) inPlace.set(id, after);
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
    /** Starts from the rows that the page shows, and defers their differences from this query. Rows that the page had not loaded are added. */
    const startFrom = ({ tasks, hasMore }: ShownRows) => {
      const current = members;
      const own = new Set(source.pendingIds());
      const last = tasks.at(-1);
      const isNotLoaded = (task: ListedTask | undefined) =>
        hasMore && task !== undefined && (!last || compare(last, task) < 0);
      members = new Map(tasks.map((task) => [task.id, task]));
      rows = tasks;
      const loaded = new Set(members.keys());
      const isRemote = (id: Id) => !own.has(id) && (loaded.has(id) || !isNotLoaded(current.get(id)));
      update(new Set([...loaded, ...current.keys()]), isRemote);
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
        deferRemote: (shown) => {
          activate(held);
          deferring += 1;
          if (shown && deferring === 1) startFrom(shown);
          let isEnded = false;
          return () => {
            if (isEnded) return;
            isEnded = true;
            deferring -= 1;
            if (deferring === 0) run();
          };
        },
        deferredIds: () => new Set(deferred.keys()),
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
