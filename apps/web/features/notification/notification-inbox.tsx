"use client";

import type { Notification } from "@docket/schema/notification";
import { useInfiniteQuery } from "@tanstack/react-query";
import { BellIcon } from "lucide-react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useActions } from "../../actions/use-actions.tsx";
import { useListNavigation } from "../../actions/use-list-navigation.ts";
import { useUnreadCount } from "../../entities/notification/use-unread-count.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { notificationList } from "../../replica/notification-list.ts";
import { Failed } from "../../trpc/failed.tsx";
import { useTRPCClient } from "../../trpc/react.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { NotificationMessages } from "./notification-messages.tsx";
import { NotificationRow } from "./notification-row.tsx";
import { SnoozePicker } from "./snooze-picker.tsx";
import { useNotificationActions } from "./use-notification-actions.ts";
import { useRowFocus } from "./use-row-focus.ts";

const MINUTE_MS = 60_000;

/** The viewer's notifications: unread ones first, then those that were read. The children are shown above them. */
export function NotificationInbox({ children }: { children: ReactNode }) {
  return (
    <NotificationMessages>
      <Inbox>{children}</Inbox>
    </NotificationMessages>
  );
}

function Inbox({ children }: { children: ReactNode }) {
  const { id: workspaceId } = useWorkspace();
  const t = useTranslations("notification");
  const titles = useTranslations("navigation");
  const common = useTranslations("general");
  const now = useMinute();
  const unread = useUnreadCount() ?? 0;
  const pages = useInfiniteQuery(notificationList(useTRPCClient(), workspaceId));
  const actions = useNotificationActions();
  const list = useRef<HTMLDivElement>(null);
  /** Those that were read here stay where they are until the page is left, so that rows don't move while being read. */
  const [readHere, setReadHere] = useState<ReadonlySet<string>>(new Set());
  const [snoozing, setSnoozing] = useState<{ notification: Notification; anchor: HTMLElement } | null>(null);
  const { groups, items } = useMemo(() => {
    const all = pages.data?.pages.flatMap((page) => page.items) ?? [];
    const byTime = all.toSorted((one, other) => (one.shownAt < other.shownAt ? 1 : -1));
    const isNew = ({ id, readAt }: Notification) => readAt === null || readHere.has(id);
    const sections = [
      { name: "unread", items: byTime.filter(isNew) },
      { name: "earlier", items: byTime.filter((item) => !isNew(item)) },
    ] as const;
    return {
      groups: sections.filter((group) => group.items.length > 0),
      items: sections.flatMap((group) => group.items),
    };
  }, [pages.data, readHere]);
  useRowFocus(
    list,
    useMemo(() => items.map(({ id }) => id), [items]),
  );
  useListNavigation(list, "[data-row-link]");

  const read = ({ id, readAt }: Notification) => {
    if (readAt !== null) return;
    setReadHere((ids) => new Set([...ids, id]));
    actions.markRead([id]);
  };
  const toggleRead = (item: Notification) => (item.readAt === null ? read(item) : actions.markUnread([item.id]));
  const markAllRead = () => {
    const ids = items.filter(({ readAt }) => readAt === null).map(({ id }) => id);
    const newest = items.reduce((latest, { shownAt }) => (shownAt > latest ? shownAt : latest), "");
    actions.markAllRead(newest, ids.length === unread ? ids : null);
  };
  /** Returns an action on the focused notification. Without one, another action with the same key runs. */
  const onFocused = (act: (item: Notification, row: HTMLElement) => void | false) => (): void | false => {
    const row = document.activeElement?.closest<HTMLElement>("[data-row]");
    const item = items.find(({ id }) => id === row?.dataset.row);
    return row && item ? act(item, row) : false;
  };
  useActions({
    "notification.toggleRead": onFocused(toggleRead),
    "notification.snooze": onFocused((notification, anchor) => setSnoozing({ notification, anchor })),
    "notification.mute": onFocused(({ task }) => (task ? actions.mute(task) : false)),
  });

  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-4xl px-3 pb-24 outline-none sm:px-6">
      <PageTitle title={titles("notifications")} />
      <div className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 py-2">
        <h1 className="px-1 text-xl font-semibold">{titles("notifications")}</h1>
        {unread > 0 && <Button onClick={markAllRead}>{t("markAllRead")}</Button>}
      </div>
      <div className="px-2 pb-4 empty:hidden">{children}</div>
      {pages.isError && <Failed error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isPending && <Skeleton label={t("loading")} />}
      {pages.isSuccess && items.length === 0 && !pages.hasNextPage && (
        <EmptyState icon={<BellIcon aria-hidden />} title={t("empty")}>
          {t("emptyText")}
        </EmptyState>
      )}
      <div ref={list}>
        {groups.map((group) => (
          <section key={group.name} aria-labelledby={`notifications-${group.name}`} className="mb-4">
            <h2 id={`notifications-${group.name}`} className="px-2 py-1.5 font-semibold">
              {t(group.name)}
            </h2>
            <ol aria-labelledby={`notifications-${group.name}`}>
              {group.items.map((item) => (
                <NotificationRow
                  key={item.id}
                  notification={item}
                  now={now}
                  onOpen={() => read(item)}
                  onToggleRead={() => toggleRead(item)}
                  onSnooze={(anchor) => setSnoozing({ notification: item, anchor })}
                  onMute={() => item.task && actions.mute(item.task)}
                />
              ))}
            </ol>
          </section>
        ))}
      </div>
      <MoreButton list={pages} text={common("showMore")} />
      {snoozing && (
        <SnoozePicker
          anchor={snoozing.anchor}
          onChoose={(until) => actions.snooze(snoozing.notification, until)}
          onClose={() => setSnoozing(null)}
        />
      )}
    </main>
  );
}

/** Returns the current time, updated every minute. */
function useMinute(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
