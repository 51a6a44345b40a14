"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { ChevronRight, Ellipsis } from "lucide-react";
import { memo } from "react";
import { useTranslations } from "use-intl";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { useIsSelected, useTaskScope } from "../../entities/view/task-scope.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { DragHandle } from "./drag-handle.tsx";
import { TaskCheck } from "./task-check.tsx";
import { TaskMetadata } from "./task-metadata.tsx";
import { TaskName } from "./task-name.tsx";
import { useRemovedRowProps } from "./use-removed-row-props.ts";
import { useSelectByClick } from "./use-select-by-click.ts";

type TaskRowProps = {
  task: ListedTask;
  actions: TaskActions;
  /** Number of the task's ancestors shown above it in the list. */
  depth: number;
  /** Whether the task's sub-tasks are shown below it; undefined in lists that never show sub-tasks. */
  isUnfolded: boolean | undefined;
  onFold: (id: string) => void;
  /** Whether to show the project's name, as in lists of several projects. */
  withProject: boolean;
  /** The day that the heading above the task names. */
  day?: Day | undefined;
};

/** A task in a list: checkbox, title, fields and menu button. */
export const TaskRow = memo(function TaskRow(props: TaskRowProps) {
  const { task, actions, depth, isUnfolded, onFold, withProject, day } = props;
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
      className="group/row relative flex h-full items-center gap-1 rounded-md pe-1 hover:bg-hover/60 focus-within:bg-hover/60 data-selected:bg-accent/12"
      style={{ paddingInlineStart: `${depth * 1.5}rem` }}
      onClickCapture={onClick}
    >
      {canEdit && <DragHandle title={task.title} className="absolute -start-6 phone:hidden" />}
      {isUnfolded !== undefined && task.subtasks.all > 0 ? (
        <button
          type="button"
          aria-expanded={isUnfolded}
          aria-label={t(isUnfolded ? "fold" : "unfold", { title: task.title })}
          className="grid size-6 shrink-0 place-items-center rounded text-muted hover:bg-hover pointer-coarse:size-8 phone:order-last"
          onClick={() => onFold(task.id)}
        >
          <ChevronRight aria-hidden className={`size-4 ${isUnfolded ? "rotate-90" : "rtl:rotate-180"}`} />
        </button>
      ) : (
        <span className="w-6 shrink-0 pointer-coarse:w-8 phone:hidden" />
      )}
      <TaskCheck task={task} actions={actions} isReadOnly={!scope.canEdit(task)} />
      <div className="@container relative flex min-w-0 grow items-center gap-x-2.5 self-stretch phone:flex-col phone:items-start phone:justify-center">
        {/* The link covers the space after the metadata, too. */}
        <TaskName task={task} actions={actions} className="after:absolute after:inset-0" />
        <TaskMetadata {...{ task, withProject, day }} />
      </div>
      <IconButton
        label={t("more", { title: task.title })}
        icon={<Ellipsis aria-hidden />}
        className="opacity-0 group-focus-within/row:opacity-100 group-hover/row:opacity-100 pointer-coarse:opacity-100"
        aria-haspopup="menu"
        onClick={(event) => scope.openPicker("menu", [task], event.currentTarget)}
      />
    </div>
  );
});
