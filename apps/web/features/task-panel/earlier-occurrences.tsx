"use client";

import type { ListedTask } from "@docket/schema/task";
import { useTranslations } from "use-intl";
import { formatDayAs } from "../../entities/task/format.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { closedOccurrencesOf } from "../../replica/task-list.ts";
import { useTaskLists } from "../../replica/use-task-lists.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { FailedPart } from "./failed-part.tsx";
import { PanelTaskLink } from "./panel-task-link.tsx";

/** The completed and canceled occurrences of a task's series, latest first. */
export function EarlierOccurrences({ task }: { task: ListedTask }) {
  const t = useTranslations("panel.occurrences");
  if (task.seriesId === null) return null;
  return (
    <Disclosure name={t("name")}>
      <OccurrenceList seriesId={task.seriesId} taskId={task.id} />
    </Disclosure>
  );
}

function OccurrenceList({ seriesId, taskId }: { seriesId: string; taskId: string }) {
  const { id: workspaceId } = useWorkspace();
  const { locale } = useReader();
  const t = useTranslations("panel.occurrences");
  const common = useTranslations("general");
  const [list] = useTaskLists([closedOccurrencesOf(workspaceId, seriesId)]);
  if (!list || list.status === "pending") return <Skeleton label={t("name")} rows={3} />;
  if (list.status === "error") return <FailedPart text={t("failed")} error={list.error} onRetry={list.retry} />;
  const occurrences = list.tasks.filter(({ id }) => id !== taskId);
  if (occurrences.length === 0) return <p className="text-muted">{t("none")}</p>;
  return (
    <>
      <ol className="flex flex-col" aria-label={t("name")}>
        {occurrences.map(({ id, title, status, occurrenceOn, completedAt }) => (
          <li key={id}>
            <PanelTaskLink
              id={id}
              className="-mx-1.5 flex min-h-8 items-center justify-between gap-3 rounded-md px-1.5 hover:bg-hover pointer-coarse:min-h-11"
            >
              <span dir="auto" className="truncate">
                {occurrenceOn === null ? title : formatDayAs("dayOfYear", occurrenceOn, locale)}
              </span>
              {completedAt !== null && (
                <span className="text-xs whitespace-nowrap text-muted">
                  {t(status === "cancelled" ? "cancelled" : "completed")} <Moment at={completedAt} />
                </span>
              )}
            </PanelTaskLink>
          </li>
        ))}
      </ol>
      {list.hasMore && (
        <Button className="mt-3" disabled={list.isLoadingMore} onClick={list.loadMore}>
          {common("showMore")}
        </Button>
      )}
    </>
  );
}
