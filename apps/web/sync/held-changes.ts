import type { Id } from "@docket/schema/id";
import type { ListedTask } from "@docket/schema/task";
import type { ReadRows } from "./read-anew.ts";
import type { CachedList, TaskCache } from "./task-cache.ts";
import type { TaskListPages } from "./task-list.ts";

/**
 * What others do while somebody reads. Whatever changes in a row shows at once, where the row stands. What would make rows come, go
 * or change places waits, and a task that is gone stays as a row that says so (`deletedAt`), until it is shown: by being asked for,
 * or when nobody reads any more. This is decided here, at the edge of the cache, so that layouts need not know of it.
 *
 * Held are the lists that are drawn. Others are put right at once, like lists of named tasks (the panel's), which have no order.
 */
export type HeldChanges = {
  /** How many changes wait. */
  count: () => number;
  subscribe: (listener: () => void) => () => void;
  /** Shows them. */
  show: () => void;
  /** Tells which tasks others have just changed to the eye. */
  onMark: (marker: (ids: readonly Id[]) => void) => () => void;
  /** Lets what would move rows wait from now on. Answers how to end, which shows what waits then. */
  hold: () => () => void;
};

/** What keeps the lists right takes its way through here (sync.ts). */
export type Holder = {
  changes: HeldChanges;
  has: (id: Id) => boolean;
  /**
   * Finds out what still waits: lists may have come from the server, or I have put something right myself.
   *
   * @param changed tasks as I have put them onto the lists
   * @param gone tasks that I have taken off them
   */
  check: (changed?: readonly ListedTask[], gone?: readonly Id[]) => void;
  /** Puts what others did: where it belongs, or, as long as somebody reads, where it stands. */
  put: (changed: readonly ListedTask[], gone: readonly Id[]) => void;
  /** Reads anew what others changed, or later where it is about lists that are read at the moment. */
  read: ReadRows;
};

/** @param cache of a page whose `isHeld` is what this holds */
export function createHolder(cache: TaskCache): Holder {
  /** Tasks that others have changed, as they are now, and that don't stand where they belong. */
  const rows = new Map<Id, ListedTask>();
  /** What is to be read anew when it is shown: more than single rows. */
  let reads: (() => void)[] = [];
  let holders = 0;
  let count = 0;
  const listeners = new Set<() => void>();
  const markers = new Set<(ids: readonly Id[]) => void>();

  /** The held tasks with what has become of them since, by my own changes too. */
  const present = () => {
    const tasks = cache.known();
    return [...rows.values()].map((row) => tasks.get(row.id) ?? row);
  };

  const check: Holder["check"] = (changed = [], gone = []) => {
    for (const id of gone) rows.delete(id);
    // Answers may overtake each other.
    for (const row of changed) if (row.version >= (rows.get(row.id)?.version ?? Infinity)) rows.set(row.id, row);
    if (rows.size > 0) {
      const tasks = present();
      const lists = cache.lists();
      const waiting = new Set(lists.filter(isHeld).flatMap((list) => displacedIn(cache, list, tasks)));
      const freed = tasks.filter(({ id }) => !waiting.has(id));
      for (const { id } of freed) rows.delete(id);
      // Nobody sees it move in lists that are drawn no longer, and it would stay wrong there.
      if (freed.length > 0) for (const list of lists) if (!isHeld(list)) list.put(settled(cache, list, freed));
    }
    if (count === rows.size + reads.length) return;
    count = rows.size + reads.length;
    for (const listener of listeners) listener();
  };

  const mark = (ids: readonly Id[]) => {
    for (const marker of markers) marker(ids);
  };

  const show = () => {
    if (count === 0) return;
    const [tasks, readAll] = [present(), reads];
    rows.clear();
    reads = [];
    for (const list of cache.lists()) list.put(settled(cache, list, tasks));
    for (const read of readAll) read();
    check();
    mark(tasks.map(({ id }) => id));
  };

  const changes: HeldChanges = {
    count: () => count,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show,
    onMark: (marker) => {
      markers.add(marker);
      return () => markers.delete(marker);
    },
    hold: () => {
      holders += 1;
      return () => {
        holders -= 1;
        if (holders === 0) show();
      };
    },
  };
  return {
    changes,
    has: (id) => rows.has(id),
    check,
    put: (changed, gone) => {
      const tasks = cache.known();
      const deletedAt = new Date().toISOString();
      const left = gone.flatMap((id) => {
        const task = tasks.get(id);
        return task ? [{ ...task, deletedAt }] : [];
      });
      mark(changed.flatMap((row) => (isOther(tasks.get(row.id), row) ? [row.id] : [])));
      for (const id of gone) rows.delete(id);
      // Answers may overtake each other.
      const now = [...changed.filter(({ id, version }) => version >= (rows.get(id)?.version ?? 0)), ...left];
      if (holders === 0) return cache.put(now);
      const byId = new Map(now.map((row) => [row.id, row]));
      for (const [id, row] of byId) rows.set(id, row);
      for (const list of cache.lists()) list.put(isHeld(list) ? inPlace(list.data, byId) : cache.withRows(list, now));
      check();
    },
    read: (isAbout, read) => {
      if (holders === 0 || !cache.lists().some((list) => isHeld(list) && isAbout(list.input))) return read();
      reads.push(read);
      check();
    },
  };
}

/** Whether a task looks otherwise than before, wherever it stands. */
function isOther(before: ListedTask | undefined, after: ListedTask): boolean {
  const look = (task: ListedTask) => JSON.stringify({ ...task, rank: "", version: 0, updatedAt: "" });
  return before === undefined || look(before) !== look(after);
}

function isHeld({ isShown, input }: CachedList): boolean {
  return isShown && input.filter.ids === undefined;
}

function inPlace(data: TaskListPages, rows: ReadonlyMap<Id, ListedTask>): TaskListPages {
  if (!data.pages.some((page) => page.items.some(({ id }) => rows.has(id)))) return data;
  const pages = data.pages.map((page) => ({ ...page, items: page.items.map((item) => rows.get(item.id) ?? item) }));
  return { ...data, pages };
}

/** A list with tasks where they belong: first out and then in again, since they have what it is sorted by already. */
function settled(cache: TaskCache, list: ListData, tasks: readonly ListedTask[]): TaskListPages {
  const moving = tasks.flatMap(({ id }) => (cache.lingering.has(id) ? [] : [id]));
  return cache.withRows({ ...list, data: cache.withRows(list, [], moving) }, tasks);
}

type ListData = Pick<CachedList, "data" | "input">;

/** Which of some tasks don't stand in a list where they belong: they would come, go or change places. */
export function displacedIn(cache: TaskCache, list: ListData, tasks: readonly ListedTask[]): Id[] {
  const moving = new Map(tasks.filter(({ id }) => !cache.lingering.has(id)).map((task) => [task.id, task]));
  const [now, then] = [gapsOf(list.data, moving), gapsOf(settled(cache, list, [...moving.values()]), moving)];
  const isInGap = (id: Id) => now.get(id) === then.get(id);
  // Those that stay between the same rows may still change places with each other.
  const [order, orderThen] = [[...now.keys()].filter(isInGap), [...then.keys()].filter(isInGap)];
  const swapped = new Set(order.filter((id, index) => id !== orderThen[index]));
  return [...moving.keys()].filter((id) => !isInGap(id) || swapped.has(id));
}

/** For each of some tasks that is in a list the nearest row before it that is none of them; null at the top. */
function gapsOf({ pages }: TaskListPages, tasks: ReadonlyMap<Id, ListedTask>): Map<Id, Id | null> {
  const gaps = new Map<Id, Id | null>();
  let before: Id | null = null;
  for (const { items } of pages)
    for (const { id } of items)
      if (tasks.has(id)) gaps.set(id, before);
      else before = id;
  return gaps;
}
