"use client";

import type { ListedTask } from "@docket/schema/task";
import { Suspense } from "react";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { lazyComponent } from "../../ui/lazy-component.ts";
import { TaskTitle } from "./task-title.tsx";

const RenameField = lazyComponent(async () => (await import("./rename-field.tsx")).RenameField);

type TaskNameProps = { task: ListedTask; actions: TaskActions; className?: string; tabIndex?: number };

/** The title of a task in a layout: a link, or a text field while it is being renamed. */
export function TaskName({ task, actions, ...look }: TaskNameProps) {
  const scope = useTaskScope();
  const canEdit = scope.canEdit(task);
  if (!canEdit || scope.renamingId !== task.id) return <TaskTitle task={task} canEdit={canEdit} {...look} />;
  return (
    <Suspense fallback={<TaskTitle task={task} canEdit={canEdit} {...look} />}>
      <RenameField task={task} actions={actions} />
    </Suspense>
  );
}
