"use client";

import type { ListedTask } from "@docket/schema/task";
import { useTranslations } from "use-intl";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { InlineText } from "../../ui/inline-text.tsx";
import { TaskTitle } from "./task-title.tsx";

type TaskNameProps = { task: ListedTask; actions: TaskActions; className?: string; tabIndex?: number };

/** The title of a task in a layout: a link, or a text field while it is being renamed. */
export function TaskName({ task, actions, ...look }: TaskNameProps) {
  const scope = useTaskScope();
  const t = useTranslations("task");
  const canEdit = scope.canEdit(task);
  if (!canEdit || scope.renamingId !== task.id) return <TaskTitle task={task} canEdit={canEdit} {...look} />;
  return (
    <InlineText
      value={task.title}
      label={t("titleOf", { title: task.title })}
      maxLength={500}
      onDone={(title, isByKey) => {
        scope.rename(null);
        if (title !== null) actions.rename(task, title);
        if (isByKey) requestAnimationFrame(() => scope.shownTasks().focus(task.id));
      }}
    />
  );
}
