import type { AppRouter } from "@docket/api/root";
import type { Notification } from "@docket/schema/notification";
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";

const PAGE_SIZE = 30;

/** A page of the viewer's notifications. */
export type NotificationPage = { items: Notification[]; nextCursor: string | null };

/** Returns the paginated query for the viewer's notifications in a workspace, unread ones first. */
export function notificationList(client: TRPCClient<AppRouter>, workspaceId: string) {
  const input = { workspaceId };
  return infiniteQueryOptions({
    queryKey: [["notification", "list"], { input }] as const,
    queryFn: ({ pageParam, signal }): Promise<NotificationPage> =>
      client.notification.list.query(
        { ...input, limit: PAGE_SIZE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}
