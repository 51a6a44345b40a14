"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import { useListNavigation } from "../../actions/use-list-navigation.ts";
import { useFormatWhen } from "../../entities/task/use-format-when.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { replaceAddress, useSearch } from "../../navigation/address.tsx";
import { Failed } from "../../trpc/failed.tsx";
import { useTRPCClient } from "../../trpc/react.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { MoreButton } from "../../ui/more-button.tsx";
import { PageTitle } from "../../ui/page-title.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ActivityChoices } from "./activity-choices.tsx";
import { groupByDay } from "./activity-day.ts";
import { isUnfiltered, readActivityFilter, writeActivityFilter } from "./activity-filter.ts";
import type { ActivityFilter } from "./activity-filter.ts";
import { ActivityItem } from "./activity-item.tsx";
import { activityList } from "./activity-list.ts";
import { useChangeMessage } from "./use-change-message.ts";
import type { EntityNames } from "./use-change-message.ts";

/** The workspace's changes, newest first, grouped by day. The filter is stored in the URL. */
export function ActivityView() {
  const { id: workspaceId } = useWorkspace();
  const viewer = useViewer();
  const t = useTranslations("activity");
  const general = useTranslations("general");
  const formatWhen = useFormatWhen();
  const search = useSearch();
  const list = useRef<HTMLDivElement>(null);
  const filter = useMemo(() => readActivityFilter(search), [search]);
  const pages = useInfiniteQuery(activityList(useTRPCClient(), workspaceId, filter, viewer));
  const names = useMemo<EntityNames>(
    () => Object.fromEntries(pages.data?.pages.flatMap((page) => Object.entries(page.names)) ?? []),
    [pages.data],
  );
  const messageOf = useChangeMessage(names);
  const days = useMemo(
    () => groupByDay(pages.data?.pages.flatMap(({ items }) => items) ?? [], messageOf, viewer.timeZone),
    [pages.data, messageOf, viewer.timeZone],
  );
  useListNavigation(list, "a");
  const set = (next: ActivityFilter) => replaceAddress(window.location.pathname + writeActivityFilter(next));
  const isShowingAll = isUnfiltered(filter);

  return (
    <main id="content" tabIndex={-1} className="mx-auto w-full max-w-4xl px-3 pb-24 outline-none sm:px-6">
      <PageTitle title={t("title")} />
      <h1 className="min-h-12 px-1 py-2 text-xl font-semibold">{t("title")}</h1>
      <ActivityChoices
        filter={filter}
        // Based on the URL, because a change made just before may not have been rendered yet.
        onChange={(change) => set({ ...readActivityFilter(new URLSearchParams(window.location.search)), ...change })}
      />
      {pages.isError && <Failed error={pages.error} onRetry={() => void pages.refetch()} />}
      {pages.isPending && <Skeleton label={t("loading")} />}
      {pages.isSuccess && days.length === 0 && !pages.hasNextPage && (
        <EmptyState
          icon={<History aria-hidden />}
          title={t(isShowingAll ? "nothing" : "noMatch")}
          action={
            !isShowingAll && (
              <Button onClick={() => set(readActivityFilter(new URLSearchParams()))}>{t("clear")}</Button>
            )
          }
        >
          {t(isShowingAll ? "nothingText" : "noMatchText")}
        </EmptyState>
      )}
      <div ref={list}>
        {days.map(({ day, groups }) => (
          <section key={day} aria-labelledby={`day-${day}`} className="mb-4">
            <h2 id={`day-${day}`} className="sticky top-0 bg-background px-2 py-1.5 font-semibold">
              {formatWhen({ date: day })}
            </h2>
            <ol aria-labelledby={`day-${day}`}>
              {groups.map((group) => (
                <ActivityItem key={group[0].change.seq} group={group} names={names} />
              ))}
            </ol>
          </section>
        ))}
      </div>
      <MoreButton list={pages} text={general("showMore")} isEager />
    </main>
  );
}
