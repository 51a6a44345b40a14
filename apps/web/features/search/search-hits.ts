import type { AppRouter } from "@docket/api/root";
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";

const PAGE = 30;

/** Returns the paginated query for tasks that match a search text. Server and browser share its key. */
export function searchHits(client: TRPCClient<AppRouter>, workspaceId: string, text: string) {
  return infiniteQueryOptions({
    queryKey: [["search", "tasks"], "pages", { workspaceId, text }],
    queryFn: ({ pageParam, signal }) =>
      client.search.tasks.query(
        { workspaceId, text, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}
