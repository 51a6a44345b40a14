"use client";

import type { AppRouter } from "@docket/api/root";
import type { ListedTask } from "@docket/schema/task";
import { InfiniteQueryObserver, useQueryClient } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTRPCClient } from "../trpc/react.ts";
import { useSync } from "./sync-provider.tsx";
import { taskList, taskListKey } from "./task-list.ts";
import type { TaskListInput, TaskListPage } from "./task-list.ts";
import type { Write } from "./write.ts";

/** A list of tasks as far as it is loaded. */
export type LoadedList = {
  tasks: readonly ListedTask[];
  status: "pending" | "error" | "success";
  error: unknown;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
};

type Observer = ReturnType<typeof createObserver>;

function createObserver(queryClient: QueryClient, client: TRPCClient<AppRouter>, input: TaskListInput) {
  return new InfiniteQueryObserver(queryClient, taskList(client, input));
}

/** The lists that one part of a page shows, as many as there are at the moment. */
function createLists(queryClient: QueryClient, client: TRPCClient<AppRouter>, isUnsaved: (id: string) => boolean) {
  const observers = new Map<string, { observer: Observer; stop?: () => void }>();
  const listeners = new Set<() => void>();
  let version = 0;
  const changed = () => {
    version += 1;
    for (const listener of listeners) listener();
  };
  const observerOf = (input: TaskListInput) => {
    const key = JSON.stringify(taskListKey(input));
    const known = observers.get(key);
    if (known) return known;
    const { projectId, sectionId, parentId } = input.filter;
    // The server does not know of it yet, and nothing is in it but what this page will put there.
    const isNew = [projectId, sectionId, parentId].some((id) => typeof id === "string" && isUnsaved(id));
    if (isNew && queryClient.getQueryData(taskListKey(input)) === undefined)
      queryClient.setQueryData(taskListKey(input), { pages: [{ items: [], nextCursor: null }], pageParams: [null] });
    const entry = { observer: createObserver(queryClient, client, input) };
    observers.set(key, entry);
    return entry;
  };
  return {
    read: (input: TaskListInput) => {
      const { observer } = observerOf(input);
      // Safe because what the client adds are defaults; the options of an endless list stay what they are.
      const options = queryClient.defaultQueryOptions(observer.options) as Parameters<
        Observer["getOptimisticResult"]
      >[0];
      return { observer, result: observer.getOptimisticResult(options) };
    },
    /** Follows these lists and no others. */
    follow: (inputs: readonly TaskListInput[]) => {
      const wanted = new Set(inputs.map((input) => JSON.stringify(taskListKey(input))));
      for (const [key, { stop }] of observers) {
        if (wanted.has(key)) continue;
        stop?.();
        observers.delete(key);
      }
      for (const input of inputs) {
        const entry: { observer: Observer; stop?: () => void } = observerOf(input);
        entry.stop ??= entry.observer.subscribe(changed);
      }
    },
    stop: () => {
      for (const entry of observers.values()) entry.stop?.();
      observers.clear();
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
  };
}

/** Several lists of tasks at once: React Query has no hook for a number of endless lists that changes. */
export function useTaskLists(inputs: readonly TaskListInput[]): LoadedList[] {
  const queryClient = useQueryClient();
  const client = useTRPCClient();
  const { outbox } = useSync();
  const [lists] = useState(() =>
    createLists(queryClient, client, (id) =>
      outbox.pending().some(({ path, input }) => MAKING.has(path) && "id" in input && input.id === id),
    ),
  );
  useSyncExternalStore(lists.subscribe, lists.version, lists.version);
  const names = JSON.stringify(inputs);
  // By their names: the array itself is another one on every rendering.
  // oxlint-disable-next-line react/exhaustive-deps
  useEffect(() => lists.follow(inputs), [lists, names]);
  useEffect(() => lists.stop, [lists]);
  return inputs.map((input) => {
    const { observer, result } = lists.read(input);
    return {
      tasks: result.data ? tasksOf(result.data.pages) : NONE,
      status: result.status,
      error: result.error,
      hasMore: result.hasNextPage,
      isLoadingMore: result.isFetchingNextPage,
      loadMore: () => {
        // Asked twice before it is drawn again, it goes on with the page that is on its way.
        if (result.hasNextPage && !result.isFetchingNextPage) void observer.fetchNextPage({ cancelRefetch: false });
      },
      retry: () => void observer.refetch(),
    };
  });
}

/** What makes something that lists can be about. */
const MAKING = new Set<Write["path"]>(["project.create", "section.create", "task.create"]);
const NONE: readonly ListedTask[] = [];
const flattened = new WeakMap<TaskListPage[], readonly ListedTask[]>();

/** The rows of all pages; the same array as long as the pages are the same. */
function tasksOf(pages: TaskListPage[]): readonly ListedTask[] {
  const known = flattened.get(pages);
  if (known) return known;
  // One that others have moved on may come again with a later page, and stays where it is being read (held-changes.ts).
  const byId = new Map<string, ListedTask>();
  for (const task of pages.flatMap((page) => page.items)) byId.set(task.id, task);
  const tasks = [...byId.values()];
  flattened.set(pages, tasks);
  return tasks;
}
