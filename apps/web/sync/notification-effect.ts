import type { Notification, NotificationCount } from "@docket/schema/notification";
import type { ActorStamp } from "@docket/schema/task-state";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { NotificationPage } from "./notification-list.ts";
import type { Write } from "./write.ts";

/** Returns the changed notification; null if it is no longer shown. */
type NotificationChange = (notification: Notification) => Notification | null;

/** Shows a write on the lists of notifications and on their number before the server has answered. */
export function showOnNotifications(queryClient: QueryClient, write: Write, { now }: ActorStamp): void {
  const change = changeOf(write, now);
  if (change === null) return;
  let unread = 0;
  const queryKey = [["notification", "list"]];
  queryClient.setQueriesData<InfiniteData<NotificationPage>>({ queryKey }, (list) => {
    if (list === undefined) return list;
    const pages = list.pages.map((page) => ({ ...page, items: page.items.flatMap((item) => change(item) ?? []) }));
    unread = unreadIn(pages) - unreadIn(list.pages);
    return { ...list, pages };
  });
  if (unread === 0) return;
  queryClient.setQueriesData<NotificationCount>({ queryKey: [["notification", "count"]] }, (count) =>
    count === undefined ? count : { unread: Math.max(0, count.unread + unread) },
  );
}

function unreadIn(pages: readonly NotificationPage[]): number {
  return pages.flatMap(({ items }) => items).filter(({ readAt }) => readAt === null).length;
}

function changeOf(write: Write, now: string): NotificationChange | null {
  if (write.path === "notification.markRead") {
    const { ids, through } = write.input;
    const isMarked = ({ id, shownAt }: Notification) =>
      ids?.includes(id) ?? (through !== undefined && shownAt <= through);
    return (item) => (item.readAt === null && isMarked(item) ? { ...item, readAt: now } : item);
  }
  if (write.path === "notification.markUnread") {
    const { ids } = write.input;
    return (item) => (ids.includes(item.id) ? { ...item, readAt: null } : item);
  }
  if (write.path === "notification.snooze") {
    const { ids, until } = write.input;
    return until === null ? null : (item) => (ids.includes(item.id) ? null : item);
  }
  return null;
}
