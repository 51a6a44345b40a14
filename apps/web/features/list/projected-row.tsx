"use client";

import type { ListedTask } from "@docket/schema/task";
import { useTranslations } from "use-intl";
import { TaskMetadata } from "../task/task-metadata.tsx";
import { TaskTitle } from "../task/task-title.tsx";

/** A future occurrence of a repeating task. It can't be changed or dragged; its link opens the open occurrence. */
export function ProjectedRow({ task, withProject }: { task: ListedTask; withProject: boolean }) {
  const t = useTranslations("task");
  return (
    <div data-projected={task.id} className="flex h-full items-center gap-1 pe-10 text-muted pointer-coarse:pe-13">
      {/* As wide as what a task has in front of its title: the button for its sub-tasks, and the checkbox. */}
      <span className="w-6 shrink-0 pointer-coarse:w-8 phone:hidden" />
      <span className="grid size-8 shrink-0 place-items-center pointer-coarse:size-11">
        <span className="task-mark-repeats">{t("projected")}</span>
      </span>
      <div className="@container flex min-w-0 grow items-center gap-x-3 self-stretch phone:flex-col phone:items-start phone:justify-center">
        <TaskTitle task={task} canEdit={false} />
        {/* Without the marks of the open occurrence, which are found by its id. */}
        <TaskMetadata task={{ ...task, id: "", recurrence: null }} withProject={withProject} day={task.due?.date} />
      </div>
    </div>
  );
}
