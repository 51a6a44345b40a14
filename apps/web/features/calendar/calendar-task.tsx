"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { dayOfWhen, timeOfWhen } from "@docket/schema/when-day";
import { useLocale, useTranslations } from "use-intl";
import { formatTime } from "../../entities/task/format.ts";
import { PRIORITIES } from "../../entities/task/priority.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { useIsSelected, useTaskScope } from "../../entities/view/task-scope.tsx";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { TaskCheck } from "../task/task-check.tsx";
import { TaskMarks } from "../task/task-marks.tsx";
import { TaskName } from "../task/task-name.tsx";
import { TaskTitle } from "../task/task-title.tsx";
import { useSelectByClick } from "../task/use-select-by-click.ts";

type CalendarTaskProps = {
  task: ListedTask;
  actions: TaskActions;
  /** Whether there is room for a checkbox. If not, the task is rendered as a single line. */
  hasCheckbox: boolean;
  /** The day on which it is shown, if any. A task that began earlier has no time there and can't be dragged. */
  day?: Day;
  tabIndex?: number;
};

/** One task in a calendar: its priority, time and title. Right-clicking opens its menu. */
export function CalendarTask({ task, actions, hasCheckbox: isRoomy, day, tabIndex }: CalendarTaskProps) {
  const scope = useTaskScope();
  const isSelected = useIsSelected(task.id);
  const onClick = useSelectByClick(task.id);
  const t = useTranslations("task");
  const priority = PRIORITIES.find((other) => other.priority === task.priority);
  const { timeZone } = useViewer();
  const locale = useLocale();
  const calendar = useTranslations("calendar");
  const isContinued = day !== undefined && task.due !== null && dayOfWhen(task.due, timeZone) < day;
  const time = task.due && !isContinued ? timeOfWhen(task.due, timeZone) : undefined;
  const focusable = tabIndex === undefined ? {} : { tabIndex };
  return (
    // Clicking selects the task. Keyboard users select it with X, so no key handler is needed here.
    <div
      data-task={task.id}
      data-selected={isSelected || undefined}
      data-continued={isContinued ? "" : undefined}
      className={`flex items-center gap-1 rounded bg-hover/60 hover:bg-hover data-selected:bg-accent/20 ${isRoomy ? "min-h-9 pointer-coarse:min-h-11" : "h-6 px-1 text-xs"} ${isContinued ? "rounded-s-none border-s border-dashed border-control" : ""}`}
      onClickCapture={onClick}
      onContextMenu={(event) => {
        event.preventDefault();
        scope.openPicker("menu", [task], event.currentTarget);
      }}
    >
      {isRoomy ? (
        <TaskCheck task={task} actions={actions} isReadOnly={!scope.canEdit(task)} />
      ) : (
        priority && <span aria-hidden className={`size-2 shrink-0 rounded-full border ${priority.className}`} />
      )}
      {priority && priority.name !== "none" && <span className="sr-only">{t(`priority.${priority.name}`)}</span>}
      {time !== undefined && <span className="shrink-0 text-muted tabular-nums">{formatTime(time, locale)}</span>}
      <TaskMarks task={task} className="text-muted" />
      {isContinued && <span className="sr-only">{calendar("continued")}</span>}
      {/* A task is renamed in one place only. */}
      {isContinued ? (
        <TaskTitle
          task={task}
          canEdit={scope.canEdit(task)}
          className={isRoomy ? "grow" : "grow py-0!"}
          {...focusable}
        />
      ) : (
        <TaskName task={task} actions={actions} className={isRoomy ? "grow" : "grow py-0!"} {...focusable} />
      )}
    </div>
  );
}
