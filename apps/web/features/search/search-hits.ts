import type { AppRouter } from "@docket/api/root";
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";

const PAGE = 30;

/** Maximum length of a search query, in characters. */
export const MAX_SEARCH_LENGTH = 200;

/**
 * Returns the text to search for, as it is in the URL or in the field. Control characters become spaces, also those that
 * set the direction of text, which the search rejects.
 */
export function searchText(typed: string | null): string {
  return (typed ?? "")
    .replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, " ")
    .trim()
    .slice(0, MAX_SEARCH_LENGTH)
    .replace(/[\ud800-\udbff]$/, "")
    .trim();
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
