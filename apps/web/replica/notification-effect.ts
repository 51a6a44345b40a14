import type { Notification, NotificationCount } from "@docket/schema/notification";
import type { ActorStamp } from "@docket/schema/task-state";
import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import type { NotificationPage } from "./notification-list.ts";
import type { Write } from "./write.ts";

/** Returns the changed notification; null if it is no longer shown. */
type NotificationChange = (notification: Notification) => Notification | null;

/** The list on the page comes page by page, that of the reminders that have just arrived is one page. */
type NotificationList = NotificationPage | InfiniteData<NotificationPage>;

/** Shows a write on the lists of notifications and on their number before the server has answered. */
export function showOnNotifications(queryClient: QueryClient, write: Write, { now }: ActorStamp): void {
  const change = changeOf(write, now);
  if (change === null) return;
  const queryKey = [["notification", "list"]];
  const before = unreadIn(queryClient, queryKey);
  const changed = (page: NotificationPage) => ({ ...page, items: page.items.flatMap((item) => change(item) ?? []) });
  queryClient.setQueriesData<NotificationList>({ queryKey }, (list) => {
    if (list === undefined) return list;
    return "pages" in list ? { ...list, pages: list.pages.map(changed) } : changed(list);
  });
  const difference = unreadIn(queryClient, queryKey) - before;
  if (difference === 0) return;
  queryClient.setQueriesData<NotificationCount>({ queryKey: [["notification", "count"]] }, (count) =>
    count === undefined ? count : { unread: Math.max(0, count.unread + difference) },
  );
}

/** Returns the number of different unread notifications in the lists. */
function unreadIn(queryClient: QueryClient, queryKey: string[][]): number {
  const lists = queryClient.getQueriesData<NotificationList>({ queryKey }).flatMap(([, list]) => list ?? []);
  const items = lists.flatMap((list) => ("pages" in list ? list.pages : [list])).flatMap((page) => page.items);
  return new Set(items.filter(({ readAt }) => readAt === null).map(({ id }) => id)).size;
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
