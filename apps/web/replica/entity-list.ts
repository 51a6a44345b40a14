import type { AppRouter } from "@docket/api/root";
import type { Change } from "@docket/schema/change";
import type { Comment } from "@docket/schema/comment";
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";

type Page<Item> = { items: Item[]; nextCursor: string | null };

/** Returns the paginated query for the comments of a task. Its key has the form of tRPC's, in which effects of writes look for lists. */
export function commentList(client: TRPCClient<AppRouter>, workspaceId: string, taskId: string) {
  const input = { workspaceId, taskId };
  return infiniteQueryOptions({
    queryKey: [["comment", "list"], { input }],
    queryFn: ({ pageParam, signal }): Promise<Page<Comment>> =>
      client.comment.list.query({ ...input, ...(pageParam === null ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Returns the paginated query for the changes of an entity, newest first. */
export function changeList(client: TRPCClient<AppRouter>, workspaceId: string, entityId: string) {
  const input = { workspaceId, entityId };
  return infiniteQueryOptions({
    queryKey: [["change", "list"], { input }],
    queryFn: ({ pageParam, signal }): Promise<Page<Change>> =>
      client.change.list.query(
        { ...input, limit: 30, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}
