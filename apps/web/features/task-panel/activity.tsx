"use client";

import type { ListedTask } from "@docket/schema/task";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { changeList } from "../../replica/entity-list.ts";
import { useTRPCClient } from "../../trpc/react.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { activityMessages } from "../activity/activity-message.ts";
import { useActivityNames } from "../activity/use-activity-names.ts";
import { FailedPart } from "./failed-part.tsx";

/** A task's change history, as sentences. It is collapsed initially. */
export function Activity({ task }: { task: ListedTask }) {
  const t = useTranslations("panel.activity");
  return (
    <Disclosure name={t("name")}>
      <ActivityList task={task} />
    </Disclosure>
  );
}

function ActivityList({ task }: { task: ListedTask }) {
  const t = useTranslations("panel.activity");
  const translate = useTranslations("activityItem");
  const names = useActivityNames(task.projectId);
  const changes = useInfiniteQuery(changeList(useTRPCClient(), task.workspaceId, task.id));
  if (changes.status === "pending") return <Skeleton label={t("name")} rows={3} />;
  if (changes.status === "error")
    return <FailedPart text={t("failed")} error={changes.error} onRetry={() => void changes.refetch()} />;
  const entries = changes.data.pages
    .flatMap((page) => page.items)
    .flatMap((change) =>
      activityMessages(change, translate, names).map((sentence) => ({
        key: `${change.seq} ${sentence}`,
        sentence,
        at: change.at,
      })),
    );
  return (
    <>
      <ol className="flex flex-col gap-2" aria-label={t("name")}>
        {entries.map(({ key, sentence, at }) => (
          <li key={key} className="break-words">
            {sentence}{" "}
            <span className="text-xs whitespace-nowrap text-muted">
              <Moment at={at} />
            </span>
          </li>
        ))}
      </ol>
      {changes.hasNextPage && (
        <Button className="mt-3" disabled={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
          {t("more")}
        </Button>
      )}
    </>
  );
}
