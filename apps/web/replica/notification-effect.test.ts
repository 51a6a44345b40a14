import type { Notification } from "@docket/schema/notification";
import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { showOnNotifications } from "./notification-effect.ts";
import type { Write } from "./write.ts";

const NOW = "2026-12-01T12:00:00.000Z";
const PAGES = [["notification", "list"], { input: { workspaceId: "w" } }];
const ARRIVALS = [["notification", "list"], { input: { workspaceId: "w", show: "unread" }, type: "query" }];
const COUNT = [["notification", "count"], { input: { workspaceId: "w" }, type: "query" }];

function notification(id: string, shownAt: string, readAt: string | null = null): Notification {
  const nothing = { actor: null, task: null, comment: null, project: null, role: null };
  return { workspaceId: "w", id, kind: "reminder", ...nothing, createdAt: shownAt, shownAt, readAt };
}

/** Shows a write on two unread notifications and one that was read. */
function shown(path: string, input: object) {
  const queryClient = new QueryClient();
  const [a, b] = [notification("a", "2026-12-01T10:00:00.000Z"), notification("b", "2026-12-01T09:00:00.000Z")];
  const pages = [{ items: [a, b, notification("c", "2026-12-01T08:00:00.000Z", NOW)], nextCursor: null }];
  queryClient.setQueryData(PAGES, { pages, pageParams: [null] });
  queryClient.setQueryData(ARRIVALS, { items: [a], nextCursor: null });
  queryClient.setQueryData(COUNT, { unread: 5 });
  const write = { path, input, commandId: "k", workspaceId: "w", taskIds: [], at: 0 } as unknown as Write;
  // Lists that arrive from the server get the writes that it has not carried out yet once more.
  for (let times = 0; times < 2; times += 1) showOnNotifications(queryClient, write, { userId: "u", now: NOW });
  const list = queryClient.getQueryData<{ pages: { items: Notification[] }[] }>(PAGES);
  return {
    items: list?.pages[0]?.items.map(({ id, readAt }) => `${id} ${readAt === null ? "unread" : "read"}`),
    arrivals: queryClient.getQueryData<{ items: Notification[] }>(ARRIVALS)?.items.map(({ readAt }) => readAt),
    unread: queryClient.getQueryData<{ unread: number }>(COUNT)?.unread,
  };
}

test("marks notifications as read and unread", () => {
  expect(shown("notification.markRead", { ids: ["a"] })).toEqual({
    items: ["a read", "b unread", "c read"],
    arrivals: [NOW],
    unread: 4,
  });
  expect(shown("notification.markUnread", { ids: ["c"] }).unread).toBe(6);
});

test("marks those as read that were shown up to a time", () => {
  expect(shown("notification.markRead", { through: "2026-12-01T09:30:00.000Z" }).items).toEqual([
    "a unread",
    "b read",
    "c read",
  ]);
});

test("hides snoozed notifications", () => {
  const until = "2026-12-02T09:00:00.000Z";
  expect(shown("notification.snooze", { ids: ["a", "c"], until })).toEqual({
    items: ["b unread"],
    arrivals: [],
    unread: 4,
  });
  expect(shown("notification.snooze", { ids: ["a"], until: null }).unread).toBe(5);
});
