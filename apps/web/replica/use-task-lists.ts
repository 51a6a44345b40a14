"use client";

import type { AppRouter } from "@docket/api/root";
import type { LiveQuery, ShownRows, TaskQuery } from "@docket/replica/task-query";
import type { ListedTask } from "@docket/schema/task";
import { InfiniteQueryObserver, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { useTRPCClient } from "../trpc/react.ts";
import { useReplica } from "./replica-provider.tsx";
import { taskList, taskListKey } from "./task-list.ts";
import type { TaskListInput, TaskListPage } from "./task-list.ts";
import type { WorkspaceReplica } from "./workspace-replica.ts";

/** A list of tasks, as far as it is loaded. Lists that the replica covers are always complete. */
export type LoadedList = {
  tasks: readonly ListedTask[];
  status: "pending" | "error" | "success";
  error: unknown;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
};

/** How long a task that the user closes stays in its place, in milliseconds, so that they can see and undo it. */
const KEEP_CLOSED_MS = 4_000;

type Observer = ReturnType<typeof createObserver>;

function createObserver(queryClient: QueryClient, client: TRPCClient<AppRouter>, input: TaskListInput) {
  return new InfiniteQueryObserver(queryClient, taskList(client, input));
}

const NONE: readonly ListedTask[] = [];

/** A list on the page, read from the replica or, if the replica doesn't cover it, from the server. */
type List = {
  query: TaskQuery;
  observer: Observer;
  live: LiveQuery | null;
  stop: (() => void) | null;
  /** The rows at the last rendering, once they were loaded. */
  shown: ShownRows | null;
  /** The server's rows with the pending commands applied, cached until either changes. */
  effects: { rows: readonly ListedTask[]; version: number; tasks: readonly ListedTask[] } | null;
};

function createTaskLists(
  queryClient: QueryClient,
  client: TRPCClient<AppRouter>,
  { data, deferred }: WorkspaceReplica,
) {
  const lists = new Map<string, List>();
  const listeners = new Set<() => void>();
  let version = 0;
  const notifyListeners = () => {
    version += 1;
    for (const listener of listeners) listener();
  };

  const listOf = (input: TaskListInput): List => {
    const key = JSON.stringify(taskListKey(input));
    const known = lists.get(key);
    if (known) return known;
    const { filter, order, direction } = input;
    const query: TaskQuery = {
      filter,
      ...(order && { order }),
      ...(direction && { direction }),
      ...(filter.ids === undefined && { keepClosedMs: KEEP_CLOSED_MS }),
    };
    const observer = createObserver(queryClient, client, input);
    const list: List = { query, observer, live: null, stop: null, shown: null, effects: null };
    lists.set(key, list);
    return list;
  };
  /** Chooses the source of a list. Returns whether it is another one than before. */
  const chooseSource = (list: List): boolean => {
    // A stored copy can be older than the rows in the HTML.
    const isUsable =
      list.live !== null || data.status() === "ready" || list.observer.getCurrentResult().data === undefined;
    const isLocal = isUsable && data.isCovered(list.query);
    if (isLocal === (list.live !== null)) return false;
    list.live = isLocal ? data.queryTasks(list.query) : null;
    return true;
  };
  const subscribeTo = ({ live, observer, query, shown }: List) => {
    if (!live) return observer.subscribe(notifyListeners);
    const stop = live.subscribe(notifyListeners);
    // Lists of tasks given by ID, as in the panel, have no order, so nothing is deferred.
    const remove = query.filter.ids === undefined ? deferred.add(live, shown ?? undefined) : () => {};
    return () => {
      stop();
      remove();
    };
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onReplicaChange = () => {
    let isChanged = false;
    clearTimeout(timer);
    // Closed tasks stay in the rows from the server only for some time.
    if (data.outbox.pending().length > 0) timer = setTimeout(notifyListeners, KEEP_CLOSED_MS);
    for (const list of lists.values()) {
      if (chooseSource(list)) {
        if (list.stop) {
          list.stop();
          list.stop = subscribeTo(list);
        }
        isChanged = true;
      }
      // The rows from the server are shown with the pending commands.
      isChanged ||= list.live === null;
    }
    if (isChanged) notifyListeners();
  };

  return {
    read: (input: TaskListInput): LoadedList => {
      const list = listOf(input);
      if (!list.stop) chooseSource(list);
      const loaded = list.live ? localList(list.live) : pagedList(queryClient, list, data, version);
      list.shown = loaded.status === "success" ? loaded : null;
      return loaded;
    },
    /** Keeps these lists current, and no others. */
    setActive: (inputs: readonly TaskListInput[]) => {
      const wanted = new Set(inputs.map((input) => JSON.stringify(taskListKey(input))));
      for (const [key, { stop }] of lists) {
        if (wanted.has(key)) continue;
        stop?.();
        lists.delete(key);
      }
      for (const input of inputs) {
        const list = listOf(input);
        if (list.stop) continue;
        list.stop = subscribeTo(list);
        // The rows may have changed between the rendering and this effect.
        if (list.live && list.live.getSnapshot() !== list.shown?.tasks) notifyListeners();
      }
    },
    start: () => {
      const stop = data.subscribe(onReplicaChange);
      return () => {
        stop();
        clearTimeout(timer);
        for (const list of lists.values()) list.stop?.();
        lists.clear();
      };
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
  };
}

const doNothing = () => {};

function localList(live: LiveQuery): LoadedList {
  const page = { hasMore: false, isLoadingMore: false, loadMore: doNothing };
  return { tasks: live.getSnapshot(), status: "success", error: null, ...page, retry: doNothing };
}

function pagedList(queryClient: QueryClient, list: List, data: WorkspaceReplica["data"], version: number): LoadedList {
  const { observer, query } = list;
  // Safe because the client only adds defaults.
  const options = queryClient.defaultQueryOptions(observer.options) as Parameters<Observer["getOptimisticResult"]>[0];
  const result = observer.getOptimisticResult(options);
  const rows = result.data ? rowsOfPages(result.data.pages) : NONE;
  if (list.effects?.rows !== rows || list.effects.version !== version)
    list.effects = { rows, version, tasks: data.pendingEffectsOn(rows, query, result.hasNextPage) };
  return {
    tasks: list.effects.tasks,
    status: result.status,
    error: result.error,
    hasMore: result.hasNextPage,
    isLoadingMore: result.isFetchingNextPage,
    loadMore: () => {
      // If it is called twice before the next rendering, the page that is being fetched is kept.
      if (result.hasNextPage && !result.isFetchingNextPage) void observer.fetchNextPage({ cancelRefetch: false });
    },
    retry: () => void observer.refetch(),
  };
}

/** Returns several lists of tasks, whose number can change between renderings. */
export function useTaskLists(inputs: readonly TaskListInput[]): LoadedList[] {
  const queryClient = useQueryClient();
  const client = useTRPCClient();
  const replica = useReplica();
  const lists = useMemo(() => createTaskLists(queryClient, client, replica), [client, queryClient, replica]);
  useSyncExternalStore(lists.subscribe, lists.version, lists.version);
  const inputsKey = JSON.stringify(inputs);
  useEffect(() => lists.start(), [lists]);
  // Depends on the key, because the array is another one on every rendering.
  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => lists.setActive(inputs), [lists, inputsKey]);
  return inputs.map((input) => lists.read(input));
}

const flattened = new WeakMap<TaskListPage[], readonly ListedTask[]>();

/** Returns the rows of all pages: the same array as long as the pages are the same. */
function rowsOfPages(pages: TaskListPage[]): readonly ListedTask[] {
  const known = flattened.get(pages);
  if (known) return known;
  // A task that has moved between two requests can be in two pages.
  const byId = new Map(pages.flatMap(({ items }) => items).map((task) => [task.id, task]));
  const tasks = [...byId.values()];
  flattened.set(pages, tasks);
  return tasks;
}
