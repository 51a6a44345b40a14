import type { AppRouter } from "@docket/api/root";
import type { TRPCClient } from "@trpc/client";
import type { TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { MOST_NOUNS } from "./noun-limit.ts";

/** Pages of a short list that are read at most, so that a workspace of any size can be opened. */
const MOST_PAGES = 10;

type Page<Item> = { items: Item[]; nextCursor: string | null };

/**
 * Reads a short list whole, page after page.
 *
 * @param read one page; without a cursor the first
 */
export async function wholeList<Item>(read: (more: { cursor?: string }) => Promise<Page<Item>>): Promise<Page<Item>> {
  const pages = [await read({})];
  for (let cursor = pages[0]?.nextCursor; cursor && pages.length < MOST_PAGES; cursor = pages.at(-1)?.nextCursor)
    pages.push(await read({ cursor }));
  return { items: pages.flatMap((page) => page.items), nextCursor: pages.at(-1)?.nextCursor ?? null };
}

/** The lists that every page of a workspace keeps whole; server and browser ask for them by the same keys. */
export function nounLists(trpc: TRPCOptionsProxy<AppRouter>, client: TRPCClient<AppRouter>, workspaceId: string) {
  const input = { workspaceId, limit: MOST_NOUNS };
  return {
    projects: {
      ...trpc.project.list.queryOptions(input),
      queryFn: () => wholeList((more) => client.project.list.query({ ...input, ...more })),
    },
    folders: {
      ...trpc.folder.list.queryOptions(input),
      queryFn: () => wholeList((more) => client.folder.list.query({ ...input, ...more })),
    },
    labels: {
      ...trpc.label.list.queryOptions(input),
      queryFn: () => wholeList((more) => client.label.list.query({ ...input, ...more })),
    },
    members: {
      ...trpc.workspace.listMembers.queryOptions(input),
      queryFn: () => wholeList((more) => client.workspace.listMembers.query({ ...input, ...more })),
    },
  };
}
