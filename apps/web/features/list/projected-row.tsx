"use client";

import type { ListedTask } from "@docket/schema/task";
import { useTranslations } from "use-intl";
import { TaskMetadata } from "../task/task-metadata.tsx";
import { TaskTitle } from "../task/task-title.tsx";

/** A future occurrence of a repeating task. It can't be changed or dragged; its link opens the open occurrence. */
export function ProjectedRow({ task, withProject }: { task: ListedTask; withProject: boolean }) {
  const t = useTranslations("task");
  return (
    <div data-projected={task.id} className="flex h-full items-center gap-3 ps-7 pe-10 text-muted pointer-coarse:ps-9">
      <span className="task-mark-repeats shrink-0">{t("projected")}</span>
      <div className="@container flex min-w-0 grow items-center gap-x-3 self-stretch phone:flex-col phone:items-start phone:justify-center">
        <TaskTitle task={task} canEdit={false} />
        {/* Without the marks of the open occurrence, which are found by its id. */}
        <TaskMetadata task={{ ...task, id: "", recurrence: null }} withProject={withProject} day={task.due?.date} />
      </div>
    </div>
  );
}
