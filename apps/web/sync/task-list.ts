import type { AppRouter } from "@docket/api/root";
import type { TaskFilter, TaskOrder, ListedTask } from "@docket/schema/task";
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { InfiniteData } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";

/** Rows of the first page of a list, which comes with the HTML. */
const FIRST_PAGE = 50;
/** Rows of each further page: as many as the server gives at most (`PAGE_LIMIT`, which the browser loads zod with). */
const NEXT_PAGE = 100;

/** Which tasks, in which order: what names a list in the cache. */
export type TaskListInput = {
  workspaceId: string;
  filter: Partial<TaskFilter>;
  order?: TaskOrder;
  direction?: "ascending" | "descending";
};

export type TaskListPage = { items: ListedTask[]; nextCursor: string | null };
export type TaskListPages = InfiniteData<TaskListPage, string | null>;

/** The open tasks of a project, in their own order. */
export function openTasksOf(workspaceId: string, projectId: string): TaskListInput {
  return { workspaceId, filter: { projectId } };
}

/** One task, whatever its state: the list that holds it or nothing, kept right like every other. */
export function oneTask(workspaceId: string, id: string): TaskListInput {
  return { workspaceId, filter: { ids: [id], status: "any", isArchived: "any" } };
}

/** What hangs directly below a task, done or not. */
export function subtasksOf(workspaceId: string, parentId: string): TaskListInput {
  return { workspaceId, filter: { parentId, status: "any" } };
}

/** The completed and canceled occurrences of a series, latest first. */
export function closedOccurrencesOf(workspaceId: string, seriesId: string): TaskListInput {
  return { workspaceId, filter: { seriesId, status: "closed" }, order: "completed", direction: "descending" };
}

/** The beginning of the key of every list of tasks; it starts like every key of the noun, so that refreshing tasks reaches it. */
export const TASK_LISTS = [["task", "list"]] as const;

/** The key of a list in the cache. */
export function taskListKey(input: TaskListInput) {
  return [...TASK_LISTS, input] as const;
}

/**
 * A list of tasks, page by page. Server and browser ask by the same key, so what came with the page is not asked for again.
 * (tRPC's own infinite queries add fields to the input, which our strict inputs refuse.)
 */
export function taskList(client: TRPCClient<AppRouter>, input: TaskListInput) {
  return infiniteQueryOptions({
    queryKey: taskListKey(input),
    queryFn: ({ pageParam, signal }): Promise<TaskListPage> =>
      client.task.list.query(
        { ...input, ...(pageParam === null ? { limit: FIRST_PAGE } : { limit: NEXT_PAGE, cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // The live feed keeps lists right; they are asked for anew only when it says that it can't.
    staleTime: Infinity,
  });
}
