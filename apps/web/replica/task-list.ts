import type { AppRouter } from "@docket/api/root";
import type { TaskFilter, TaskOrder, ListedTask } from "@docket/schema/task";
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";

/** Rows of the first page of a list, which is in the HTML. */
const FIRST_PAGE = 50;
/** Rows of each further page: the maximum of the server. Its constant is not imported, because that would load zod. */
const NEXT_PAGE = 100;

/** Which tasks a list contains, and in which order. It is the key of the list in the cache. */
export type TaskListInput = {
  workspaceId: string;
  filter: Partial<TaskFilter>;
  order?: TaskOrder;
  direction?: "ascending" | "descending";
};

export type TaskListPage = { items: ListedTask[]; nextCursor: string | null };

/** Returns the input for a list of one task, whatever its state. The list is empty if the task does not exist. */
export function oneTask(workspaceId: string, id: string): TaskListInput {
  return { workspaceId, filter: { ids: [id], status: "any", isArchived: "any" } };
}

/** Returns the input for the direct sub-tasks of a task, open and closed. */
export function subtasksOf(workspaceId: string, parentId: string): TaskListInput {
  return { workspaceId, filter: { parentId, status: "any" } };
}

/** Returns the input for the completed and cancelled occurrences of a series, latest first. */
export function closedOccurrencesOf(workspaceId: string, seriesId: string): TaskListInput {
  return { workspaceId, filter: { seriesId, status: "closed" }, order: "completed", direction: "descending" };
}

/** Returns the key of a list in the cache. */
export function taskListKey(input: TaskListInput) {
  return [["task", "list"], input] as const;
}

/**
 * Returns the paginated query for a list of tasks. Server and browser use the same key, so that rows in the HTML are not
 * requested again. (tRPC's own infinite queries add fields to the input, which our strict inputs reject.)
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
    // Lists are invalidated after every change of a task.
    staleTime: Infinity,
  });
}
