import { matchesFilter } from "@docket/schema/filter-match";
import type { Id } from "@docket/schema/id";
import type { ListedTask } from "@docket/schema/task";
import { compareTasks } from "@docket/schema/task-order";
import type { QueryClient } from "@tanstack/react-query";
import type { TaskListInput, TaskListPage, TaskListPages } from "./task-list.ts";
import { TASK_LISTS } from "./task-list.ts";

/** Every task that some list on this page holds, by id; the newest version of each. */
export function knownTasks(queryClient: QueryClient): Map<Id, ListedTask> {
  const known = new Map<Id, ListedTask>();
  for (const [, pages] of queryClient.getQueriesData<TaskListPages>({ queryKey: TASK_LISTS }))
    for (const page of pages?.pages ?? [])
      for (const task of page.items) {
        const other = known.get(task.id);
        if (!other || other.version <= task.version) known.set(task.id, task);
      }
  return known;
}

/** Who looks at the page, and which tasks stay where they stand on it. */
export type TaskPage = {
  userId: Id;
  /** For a moment, though the list is not about them any more, like one just completed. */
  lingering: ReadonlySet<Id>;
  /** What others did to their places waits (held-changes.ts). */
  isHeld: (id: Id) => boolean;
};

/** A list in the cache. */
export type CachedList = {
  input: TaskListInput;
  data: TaskListPages;
  /** It is drawn at the moment. */
  isShown: boolean;
  put: (data: TaskListPages) => void;
};

/** The lists of one page, for what is loaded after it: what it imports itself, the page carries as a part of its own. */
export type TaskCache = {
  lists: () => CachedList[];
  known: () => Map<Id, ListedTask>;
  lingering: ReadonlySet<Id>;
  /** Puts tasks into all lists (putTasks). */
  put: (rows: readonly ListedTask[]) => void;
  /** A list with tasks in it (withRows). */
  withRows: (
    list: Pick<CachedList, "data" | "input">,
    rows: readonly ListedTask[],
    goneIds?: Iterable<Id>,
  ) => TaskListPages;
};

export function createTaskCache(queryClient: QueryClient, page: TaskPage): TaskCache {
  return {
    lists: () => cachedLists(queryClient),
    known: () => knownTasks(queryClient),
    lingering: page.lingering,
    put: (rows) => putTasks(queryClient, page, rows),
    withRows: ({ data, input }, rows, goneIds) => withRows(data, input, page, rows, goneIds),
  };
}

/** The lists of tasks that are loaded on this page. */
function cachedLists(queryClient: QueryClient): CachedList[] {
  return queryClient
    .getQueryCache()
    .findAll({ queryKey: TASK_LISTS })
    .flatMap((query) => {
      // Safe because only taskList() makes queries under this key.
      const input = query.queryKey[1] as TaskListInput | undefined;
      const data = query.state.data as TaskListPages | undefined;
      if (!input || !data) return [];
      const put = (next: TaskListPages) => next !== data && queryClient.setQueryData(query.queryKey, next);
      return [{ input, data, isShown: query.isActive(), put }];
    });
}

/**
 * Puts the present state of tasks into every list on the page: into those whose filter they match, at the place that the
 * list's order gives them, and out of the others. A row behind what a list has loaded so far comes with a later page.
 *
 * @param rows the tasks as they are now
 * @param goneIds tasks that are in no list any more
 */
export function putTasks(
  queryClient: QueryClient,
  page: TaskPage,
  rows: readonly ListedTask[],
  goneIds: Iterable<Id> = [],
): void {
  for (const { input, data, put } of cachedLists(queryClient)) put(withRows(data, input, page, rows, goneIds));
}

/** A list with the present state of tasks in it. The same object when nothing has changed. */
function withRows(
  data: TaskListPages,
  input: TaskListInput,
  { userId, lingering, isHeld }: TaskPage,
  rows: readonly ListedTask[],
  goneIds: Iterable<Id> = [],
): TaskListPages {
  const changed = new Map(rows.map((row) => [row.id, row]));
  const gone = new Set(goneIds);
  const compare = compareTasks(input.order ?? "manual", input.direction ?? "ascending");
  const reader = { userId, now: new Date() };
  const isAbout = (row: ListedTask) =>
    row.workspaceId === input.workspaceId && matchesFilter(row, input.filter, reader);
  const toInsert = rows.filter(isAbout);
  const inserting = new Set(toInsert.map((row) => row.id));
  let isTouched = false;
  const pages: TaskListPage[] = data.pages.map((page) => {
    const items: ListedTask[] = [];
    for (const item of page.items) {
      const row = changed.get(item.id);
      if (gone.has(item.id)) {
        isTouched = true;
      } else if (row === undefined) {
        items.push(item);
      } else if (
        lingering.has(item.id) ||
        // Also of one that is held, what moves by my own doing moves.
        ((inserting.has(item.id) || (isHeld(item.id) && !isAbout(item))) && compare(item, row) === 0)
      ) {
        isTouched = true;
        inserting.delete(item.id);
        items.push(row);
      } else {
        isTouched = true;
      }
    }
    return { ...page, items };
  });
  for (const row of toInsert.sort(compare)) {
    if (inserting.has(row.id) && !gone.has(row.id)) isTouched = insertInto(pages, row, compare) || isTouched;
  }
  return isTouched ? { ...data, pages } : data;
}

/** Puts a row at its place among the loaded ones. False when that is behind them all and more is to come. */
function insertInto(
  pages: TaskListPage[],
  row: ListedTask,
  compare: (left: ListedTask, right: ListedTask) => number,
): boolean {
  for (const page of pages) {
    const at = page.items.findIndex((item) => compare(row, item) < 0);
    if (at >= 0) {
      page.items.splice(at, 0, row);
      return true;
    }
  }
  const last = pages.at(-1);
  if (!last || last.nextCursor !== null) return false;
  last.items.push(row);
  return true;
}
