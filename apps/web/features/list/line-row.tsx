"use client";

import { Suspense, useEffect } from "react";
import { useTranslations } from "use-intl";
import type { LayoutProps } from "../../entities/view/layout.ts";
import type { AddPlace, GroupRows, ListRow } from "../../entities/view/list-rows.ts";
import { useHeading } from "../../entities/view/use-heading.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import type { LoadedList } from "../../replica/use-task-lists.ts";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { placeInGroup } from "./add-place.ts";
import { AddRow } from "./add-row.tsx";

const ProjectedRow = lazyComponent(async () => (await import("./projected-row.tsx")).ProjectedRow);

export type LineRowProps = {
  row: Exclude<ListRow, { kind: "task" }>;
  shown: GroupRows;
  view: Pick<LayoutProps, "actions" | "defaultProjectId" | "withProject">;
  onLeaveDraft: () => void;
  /** Called after the field between rows has created a task. The field then moves below the new task. */
  onAdded: (place: AddPlace | null) => void;
};

/** A row that is not a task: a field for new tasks, or a placeholder for tasks that are not loaded. */
export function LineRow({ row, shown, view, onLeaveDraft, onAdded }: LineRowProps) {
  const t = useTranslations("view");
  const heading = useHeading(shown.group);
  const viewer = useViewer();
  if (row.kind === "more") return <MoreRow list={row.list} label={t("loadingMore")} />;
  if (row.kind === "failed") return <FailedRow list={row.list} />;
  if (row.kind === "projected")
    return (
      <Suspense>
        <ProjectedRow task={row.task} withProject={view.withProject} />
      </Suspense>
    );
  if (row.kind === "loading") return <Skeleton label={t("loading")} rows={1} />;

  const isDraft = row.key === "draft";
  return (
    <AddRow
      label={heading === null ? t("addTask") : t("addTaskTo", { name: heading })}
      placeholder={t("addTask")}
      isDraft={isDraft}
      className="ps-6 pointer-coarse:ps-8 phone:ps-0"
      place={placeInGroup(shown.group, view, viewer, row.place)}
      actions={view.actions}
      onAdded={(id) => {
        const { parentId } = row.place;
        onAdded(isDraft ? { ...(parentId === undefined ? {} : { parentId }), after: id } : null);
      }}
      onLeave={onLeaveDraft}
    />
  );
}

/** Row that loads the next page when it is rendered, shortly before it becomes visible. */
export function MoreRow({ list, label }: { list: LoadedList; label: string }) {
  useEffect(() => list.loadMore());
  return <Skeleton label={label} rows={1} />;
}

/** Row that shows why a list could not be loaded, with a button to retry. */
export function FailedRow({ list }: { list: LoadedList }) {
  const t = useTranslations("general");
  const errorMessage = useErrorMessage();
  return (
    <p role="alert" className="flex h-full items-center gap-3 px-2 text-danger">
      {errorMessage(list.error)}
      <button type="button" className="font-medium underline" onClick={list.retry}>
        {t("tryAgain")}
      </button>
    </p>
  );
}
