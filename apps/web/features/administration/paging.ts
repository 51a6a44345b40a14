import type { AppRouter } from "@docket/api/root";
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";
import type { inferRouterInputs } from "@trpc/server";

type Client = TRPCClient<AppRouter>;
type Inputs = inferRouterInputs<AppRouter>;

/** Number of rows per page. */
const PAGE_SIZE = 50;

/**
 * Returns the infinite query for a paginated list. tRPC's `infiniteQueryOptions` cannot be used, because it adds a
 * `direction` field that our procedures reject.
 *
 * @param path the path of the procedure, used to invalidate the list
 */
function paginatedQuery<Page extends { nextCursor: string | null }>(
  path: string[],
  input: object,
  read: (page: { limit: number; cursor?: string }) => Promise<Page>,
) {
  return infiniteQueryOptions({
    queryKey: [path, { input, type: "infinite" }],
    queryFn: ({ pageParam }) => read({ limit: PAGE_SIZE, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    // Safe because the cast only widens null to the type of a cursor.
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Returns the query for the accounts that match a search. */
export function userPages(client: Client, input: Pick<Inputs["user"]["list"], "query" | "status">) {
  return paginatedQuery(["user", "list"], input, (page) => client.user.list.query({ ...input, ...page }));
}

/** Returns the query for people who have a registration link but no account yet. */
export function pendingPages(client: Client, input: Pick<Inputs["user"]["pending"], "query">) {
  return paginatedQuery(["user", "pending"], input, (page) => client.user.pending.query({ ...input, ...page }));
}

/** Returns the query for pending emails. */
export function mailPages(client: Client) {
  return paginatedQuery(["instance", "pendingMails"], {}, (page) => client.instance.pendingMails.query(page));
}

/** Returns the query for the security log entries that match a search. */
export function eventPages(client: Client, input: Omit<Inputs["securityEvent"]["list"], "limit" | "cursor">) {
  return paginatedQuery(["securityEvent", "list"], input, (page) =>
    client.securityEvent.list.query({ ...input, ...page }),
  );
}
