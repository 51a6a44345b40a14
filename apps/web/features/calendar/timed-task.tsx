"use client";

import type { ListedTask } from "@docket/schema/task";
import { useLocale, useTranslations } from "use-intl";
import { formatTime } from "../../entities/task/format.ts";
import { PRIORITIES } from "../../entities/task/priority.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { DAY_MINUTES, clockTimesOf, drawnSpan, durationUntil, spanOf } from "../../entities/view/day-time.ts";
import type { PlacedSpan } from "../../entities/view/day-time.ts";
import { useIsSelected, useTaskScope } from "../../entities/view/task-scope.tsx";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { TaskMarks } from "../task/task-marks.tsx";
import { TaskName } from "../task/task-name.tsx";
import { useSelectByClick } from "../task/use-select-by-click.ts";
import { useResize } from "./use-resize.ts";

type TimedTaskProps = {
  placed: PlacedSpan<ListedTask>;
  actions: TaskActions;
  onResized: (task: ListedTask) => void;
  tabIndex: number;
};

/** Returns the style that places something on the scale of a day. */
export function placeOnDay({ start, end }: { start: number; end: number }) {
  return { top: `${(start / DAY_MINUTES) * 100}%`, height: `${((end - start) / DAY_MINUTES) * 100}%` };
}

/** Returns the style that places something in its column beside those that it overlaps. */
export function placeInColumn({ start, end, column, columns }: Omit<PlacedSpan<unknown>, "item">) {
  return {
    ...placeOnDay({ start, end }),
    insetInlineStart: `${(column / columns) * 100}%`,
    width: `${100 / columns}%`,
  };
}

/** A task in a day with hours, as tall as it is long. Dragging its lower edge changes its duration. */
export function TimedTask({ placed, actions, onResized, tabIndex }: TimedTaskProps) {
  const { item: task, column, columns } = placed;
  const scope = useTaskScope();
  const isSelected = useIsSelected(task.id);
  const onClick = useSelectByClick(task.id);
  const t = useTranslations("calendar");
  const names = useTranslations("task");
  const locale = useLocale();
  const { timeZone } = useViewer();
  const { end, handlers } = useResize(task, (durationMinutes) => {
    actions.setFields([task], { durationMinutes });
    onResized({ ...task, durationMinutes });
  });
  const span = spanOf(task, timeZone) ?? placed;
  const shown = end === null ? placed : drawnSpan({ start: span.start, end });
  const priority = PRIORITIES.find((other) => other.priority === task.priority);
  const durationMinutes = end === null || !task.due ? task.durationMinutes : durationUntil(task.due, end, timeZone);
  const times = clockTimesOf({ due: task.due, durationMinutes }, timeZone) ?? [];
  const isLong = shown.end - shown.start > 45;
  return (
    <li
      className="absolute p-px"
      style={{
        ...placeInColumn({ ...shown, column, columns }),
        zIndex: end === null ? undefined : 1,
      }}
    >
      <div
        data-task={task.id}
        data-selected={isSelected || undefined}
        className={`relative flex h-full min-w-0 gap-x-1 overflow-hidden rounded border border-s-3 border-line border-s-accent bg-hover px-1 text-xs leading-4 data-selected:bg-soft ${isLong ? "flex-col" : "items-center"}`}
        onClickCapture={onClick}
        onContextMenu={(event) => {
          event.preventDefault();
          scope.openPicker("menu", [task], event.currentTarget);
        }}
      >
        {priority && priority.name !== "none" && <span className="sr-only">{names(`priority.${priority.name}`)}</span>}
        <TaskName
          task={task}
          actions={actions}
          className="shrink-0 grow-0! max-w-full py-0! phone:w-auto"
          tabIndex={tabIndex}
        />
        <span className="min-w-0 truncate text-muted tabular-nums">
          {times.map((time) => formatTime(time, locale)).join(" – ")}
          <TaskMarks task={task} className="ms-1" />
        </span>
        {scope.canEdit(task) && (
          <button
            type="button"
            tabIndex={-1}
            aria-label={t("resize", { title: task.title })}
            className="absolute inset-x-0 bottom-0 h-1.5 cursor-ns-resize touch-none pointer-coarse:h-3"
            {...handlers}
          />
        )}
      </div>
    </li>
  );
}
