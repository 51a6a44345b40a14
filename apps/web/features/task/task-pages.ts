import type { AppRouter } from "@docket/api/root";
import type { TaskSummary } from "@docket/schema/task";
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { InfiniteData } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";

/** Tasks of one page of the list; what the server sends at most. */
const LIMIT = 100;

type TaskPage = { items: TaskSummary[]; nextCursor: string | null };

export type TaskPages = InfiniteData<TaskPage, string | null>;

/** The key of a project's open tasks in the cache. It begins like every key of the noun, so that refreshing tasks reaches it. */
export function openTasksKey(workspaceId: string, projectId: string) {
  return [["task", "list"], { workspaceId, projectId }] as const;
}

/**
 * The open tasks of a project in their order, page by page. Server and browser ask by the same key, so what came with the
 * page is not asked for again. (tRPC's own infinite queries add fields to the input, which our strict inputs refuse.)
 */
export function openTasks(client: TRPCClient<AppRouter>, workspaceId: string, projectId: string) {
  return infiniteQueryOptions({
    queryKey: openTasksKey(workspaceId, projectId),
    queryFn: ({ pageParam, signal }): Promise<TaskPage> =>
      client.task.list.query(
        { workspaceId, limit: LIMIT, filter: { projectId }, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}
