import type { AppRouter } from "@docket/api/root";
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";
import type { inferRouterInputs } from "@trpc/server";

type Client = TRPCClient<AppRouter>;
type Inputs = inferRouterInputs<AppRouter>;

/** Rows of one page. */
const LIMIT = 50;

/**
 * A list that is read page by page. Written by hand because tRPC's own options put a direction into the input, which no list of
 * ours takes.
 *
 * @param path the procedure's name, by which the list is made old
 */
function pages<Page extends { nextCursor: string | null }>(
  path: string[],
  input: object,
  read: (page: { limit: number; cursor?: string }) => Promise<Page>,
) {
  return infiniteQueryOptions({
    queryKey: [path, { input, type: "infinite" }],
    queryFn: ({ pageParam }) => read({ limit: LIMIT, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    // Safe because it only says of which type the first one is.
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Accounts that fit a search. */
export function userPages(client: Client, input: Pick<Inputs["user"]["list"], "query" | "status">) {
  return pages(["user", "list"], input, (page) => client.user.list.query({ ...input, ...page }));
}

/** People who have a link to an account and no account yet. */
export function pendingPages(client: Client, input: Pick<Inputs["user"]["pending"], "query">) {
  return pages(["user", "pending"], input, (page) => client.user.pending.query({ ...input, ...page }));
}

/** Mails that wait. */
export function mailPages(client: Client) {
  return pages(["instance", "pendingMails"], {}, (page) => client.instance.pendingMails.query(page));
}

/** Lines of the security log that fit a search. */
export function eventPages(client: Client, input: Omit<Inputs["securityEvent"]["list"], "limit" | "cursor">) {
  return pages(["securityEvent", "list"], input, (page) => client.securityEvent.list.query({ ...input, ...page }));
}
