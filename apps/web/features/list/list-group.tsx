"use client";

import type { CreateTask } from "@docket/schema/task";
import { useEffect, useId } from "react";
import { useTranslations } from "use-intl";
import type { LoadedList } from "../../sync/use-task-lists.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import type { RowWindow } from "../../ui/use-window.ts";
import { useSentence } from "../problem/use-sentence.ts";
import { TaskRow } from "../task/task-row.tsx";
import type { LayoutProps } from "../view/layout.ts";
import { fieldsOfGroup } from "../view/task-group.ts";
import { useHeading } from "../view/use-heading.ts";
import { AddRow } from "./add-row.tsx";
import { GroupHeading } from "./group-heading.tsx";
import type { AddPlace, GroupRows, ListRow } from "./list-rows.ts";

type ListGroupProps = Omit<LayoutProps, "page" | "groups" | "state" | "onState" | "isTree" | "footer"> & {
  shown: GroupRows;
  window: RowWindow;
  onFoldGroup: (key: string) => void;
  onFoldTask: (id: string) => void;
  onLeaveDraft: () => void;
  /** A task was made in a line between others; the line goes on behind it. */
  onAdded: (place: AddPlace | null) => void;
};

/** One group of a list: its heading, and of its rows those that are in sight. */
export function ListGroup({ shown, window, onFoldGroup, onFoldTask, onLeaveDraft, onAdded, ...view }: ListGroupProps) {
  const { group, rows, isFolded, start } = shown;
  const id = useId();
  const heading = useHeading(group);
  const firstRow = start + (group.heading === null ? 0 : 1);
  const first = Math.max(0, window.first - firstRow);
  const last = Math.min(rows.length, window.last - firstRow);
  const drawn = rows.slice(first, Math.max(first, last));

  return (
    <section aria-labelledby={group.heading === null ? undefined : id} data-group={group.key}>
      {group.heading !== null && (
        <GroupHeading id={id} shown={shown} view={view} onFold={() => onFoldGroup(group.key)} />
      )}
      {rows.length > 0 && (
        <ul
          aria-label={heading ?? view.title}
          className="relative"
          style={{ height: `calc(var(--row) * ${rows.length})` }}
        >
          {drawn.map((row, index) => (
            <li
              key={row.key}
              className="absolute inset-x-0 h-(--row)"
              style={{ top: `calc(var(--row) * ${first + index})` }}
            >
              <Row row={row} shown={shown} view={view} {...{ onFoldTask, onLeaveDraft, onAdded }} />
            </li>
          ))}
        </ul>
      )}
      {isFolded && <span className="sr-only">{heading}</span>}
    </section>
  );
}

type RowProps = Pick<ListGroupProps, "shown" | "onFoldTask" | "onLeaveDraft" | "onAdded"> & {
  row: ListRow;
  view: Pick<LayoutProps, "actions" | "withProject" | "defaultProjectId" | "title">;
};

function Row({ row, shown, view, onFoldTask, onLeaveDraft, onAdded }: RowProps) {
  const t = useTranslations("view");
  const heading = useHeading(shown.group);
  const { actions, withProject, defaultProjectId } = view;
  if (row.kind === "task") return <TaskRow {...row} actions={actions} withProject={withProject} onFold={onFoldTask} />;
  if (row.kind === "more") return <MoreRow list={row.list} label={t("loadingMore")} />;
  if (row.kind === "failed") return <FailedRow list={row.list} />;
  if (row.kind === "loading") return <Skeleton label={t("loading")} rows={1} />;

  const isDraft = row.key === "draft";
  const place: Partial<CreateTask> = {
    ...fieldsOfGroup(shown.group),
    sectionId: shown.group.place?.sectionId ?? null,
    ...row.place,
  };
  const projectId = shown.group.place?.projectId ?? defaultProjectId;
  const add = (title: string) => {
    if (projectId === null) return;
    const id = actions.create(title, projectId, place);
    const { parentId } = row.place;
    onAdded(isDraft ? { ...(parentId === undefined ? {} : { parentId }), after: id } : null);
  };
  return (
    <AddRow
      label={heading === null ? t("addTask") : t("addTaskTo", { name: heading })}
      isDraft={isDraft}
      onAdd={add}
      onAddLines={(lines) => {
        if (projectId !== null) actions.createLines(lines, projectId, place);
      }}
      onLeave={onLeaveDraft}
    />
  );
}

/** Asks for the next rows as soon as it is drawn, which is shortly before it can be seen. */
function MoreRow({ list, label }: { list: LoadedList; label: string }) {
  useEffect(() => list.loadMore());
  return <Skeleton label={label} rows={1} />;
}

function FailedRow({ list }: { list: LoadedList }) {
  const t = useTranslations("common");
  const sentence = useSentence();
  return (
    <p role="alert" className="flex h-full items-center gap-3 px-2 text-danger">
      {sentence(list.error)}
      <button type="button" className="font-medium underline" onClick={list.retry}>
        {t("tryAgain")}
      </button>
    </p>
  );
}
