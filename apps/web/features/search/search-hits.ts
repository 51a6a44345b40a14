import type { AppRouter } from "@docket/api/root";
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";

const PAGE = 30;

/** Maximum length of a search query, in characters. */
export const MAX_SEARCH_LENGTH = 200;

/** Returns the text to search for, as it is in the URL or in the field. Control characters become spaces. */
export function searchText(typed: string | null): string {
  return (typed ?? "")
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, MAX_SEARCH_LENGTH);
}

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
