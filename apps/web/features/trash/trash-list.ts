import type { AppRouter } from "@docket/api/root";
import type { TrashItem } from "@docket/schema/trash";
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";

/** Rows of one page. */
const PAGE = 50;

/** The beginning of the key of every page of the trash. */
export const TRASH = [["trash", "list"]] as const;

/** A page of what was thrown away. */
export type TrashPage = { items: TrashItem[]; nextCursor: string | null };

/**
 * What was thrown away, the latest first, page by page; asked for by the same key on the server and in the browser.
 *
 * @param projectId of one project only; null for all
 */
export function trashList(client: TRPCClient<AppRouter>, workspaceId: string, projectId: string | null) {
  return infiniteQueryOptions({
    queryKey: [...TRASH, { workspaceId, projectId }] as const,
    queryFn: ({ pageParam, signal }): Promise<TrashPage> =>
      client.trash.list.query(
        {
          workspaceId,
          limit: PAGE,
          ...(projectId === null ? {} : { projectId }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}
