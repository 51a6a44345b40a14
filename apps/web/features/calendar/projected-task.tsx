"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { dayOfWhen, timeOfWhen } from "@docket/schema/when-day";
import { useLocale, useTranslations } from "use-intl";
import { formatTime } from "../../entities/task/format.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { TaskTitle } from "../task/task-title.tsx";

type ProjectedTaskProps = {
  task: ListedTask;
  /** The day on which it is shown, if any. */
  day?: Day;
  /** Whether its position shows the time. */
  isTimed?: boolean;
  className?: string;
  tabIndex?: number;
};

/** A future occurrence of a repeating task. It can't be changed or dragged; its link opens the open occurrence. */
export function ProjectedTask({ task, day, isTimed = false, className = "", ...focusable }: ProjectedTaskProps) {
  const t = useTranslations("task");
  const calendar = useTranslations("calendar");
  const locale = useLocale();
  const { timeZone } = useViewer();
  const isContinued = day !== undefined && task.due !== null && dayOfWhen(task.due, timeZone) < day;
  const time = task.due && !isTimed && !isContinued ? timeOfWhen(task.due, timeZone) : undefined;
  return (
    <div
      data-projected={task.id}
      className={`flex min-w-0 items-center gap-1 rounded border border-dashed border-line px-1 text-xs text-muted ${className}`}
    >
      {time !== undefined && <span className="shrink-0 tabular-nums">{formatTime(time, locale)}</span>}
      <span className="task-mark-repeats shrink-0">{t("projected")}</span>
      {isContinued && <span className="sr-only">{calendar("continued")}</span>}
      <TaskTitle task={task} canEdit={false} className="py-0!" {...focusable} />
    </div>
  );
}
