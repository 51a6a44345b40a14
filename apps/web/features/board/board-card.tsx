"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { Ellipsis } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { useIsSelected, useTaskScope } from "../../entities/view/task-scope.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { DragHandle } from "../task/drag-handle.tsx";
import { RenameField } from "../task/rename-field.tsx";
import { TaskCheck } from "../task/task-check.tsx";
import { TaskMetadata } from "../task/task-metadata.tsx";
import { TaskTitle } from "../task/task-title.tsx";
import { useRemovedRowProps } from "../task/use-removed-row-props.ts";
import { useSelectByClick } from "../task/use-select-by-click.ts";

type BoardCardProps = {
  task: ListedTask;
  actions: TaskActions;
  withProject: boolean;
  /** The day that the heading of the column names. */
  day: Day | undefined;
};

/** One task on a board. The card has the same controls as a list row. */
export const BoardCard = memo(function BoardCard({ task, actions, withProject, day }: BoardCardProps) {
  const scope = useTaskScope();
  const isSelected = useIsSelected(task.id);
  const onClick = useSelectByClick(task.id);
  const t = useTranslations("task");
  const canEdit = scope.canEdit(task);
  const gone = useRemovedRowProps(task);
  return (
    <div
      {...gone}
      data-task={task.id}
      data-selected={isSelected || undefined}
      className="group/row relative flex h-full items-center gap-0.5 rounded-lg border border-line bg-panel shadow-xs hover:border-control data-selected:border-accent data-selected:bg-accent/12"
      onClickCapture={onClick}
    >
      <TaskCheck task={task} actions={actions} isReadOnly={!canEdit} />
      <div className="@container flex min-w-0 grow flex-col justify-center gap-0.5 self-stretch">
        {canEdit && scope.renamingId === task.id ? (
          <RenameField task={task} actions={actions} />
        ) : (
          <TaskTitle
            task={task}
            canEdit={canEdit}
            className="line-clamp-2 grow-0 py-0! whitespace-normal! break-words"
          />
        )}
        <div className="min-w-0 empty:hidden [&>p]:max-w-full">
          <TaskMetadata {...{ task, withProject, day }} />
        </div>
      </div>
      <div className="flex shrink-0 flex-col">
        <IconButton
          label={t("more", { title: task.title })}
          icon={<Ellipsis aria-hidden />}
          className="opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100"
          aria-haspopup="menu"
          onClick={(event) => scope.openPicker("menu", [task], event.currentTarget)}
        />
        {canEdit && <DragHandle title={task.title} className="mx-auto" />}
      </div>
    </div>
  );
});
