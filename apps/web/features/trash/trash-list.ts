import type { AppRouter } from "@docket/api/root";
import type { TrashItem } from "@docket/schema/trash";
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";

/** Number of rows per page. */
const PAGE = 50;

/** The query key prefix shared by all pages of the trash. */
export const TRASH_KEY_PREFIX = [["trash", "list"]] as const;

/** A page of deleted items. */
export type TrashPage = { items: TrashItem[]; nextCursor: string | null };

/**
 * Returns the infinite query for deleted items, newest first. Server and browser share its key.
 *
 * @param projectId the project whose items are listed; null for items from all projects
 */
export function trashList(client: TRPCClient<AppRouter>, workspaceId: string, projectId: string | null) {
  return infiniteQueryOptions({
    queryKey: [...TRASH_KEY_PREFIX, { workspaceId, projectId }] as const,
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
