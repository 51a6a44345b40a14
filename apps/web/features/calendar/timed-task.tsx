"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { useTranslations } from "use-intl";
import { PRIORITIES } from "../../entities/task/priority.ts";
import { useReader } from "../../entities/task/use-format-when.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { DAY_MINUTES, drawnSpan, durationUntil } from "../../entities/view/day-time.ts";
import type { DayPart, PlacedSpan } from "../../entities/view/day-time.ts";
import { useIsSelected, useTaskScope } from "../../entities/view/task-scope.tsx";
import { TaskMarks } from "../task/task-marks.tsx";
import { TaskName } from "../task/task-name.tsx";
import { TaskTitle } from "../task/task-title.tsx";
import { useSelectByClick } from "../task/use-select-by-click.ts";
import { formatTimes } from "./format-times.ts";
import { useResize } from "./use-resize.ts";

type TimedTaskProps = {
  task: ListedTask;
  /** The day of this part of the task, and where it is drawn. */
  day: Day;
  part: DayPart;
  place: Omit<PlacedSpan<unknown>, "item">;
  actions: TaskActions;
  onResized: (task: ListedTask) => void;
  tabIndex: number;
};

const TITLE = "shrink-0 grow-0! max-w-full py-0! phone:w-auto";

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

/**
 * A task in a day with hours, as tall as it is long. Dragging its lower edge changes its duration. A task that passes
 * midnight has a part on each day; only the first one can be dragged, and only the last one has the lower edge.
 */
export function TimedTask({ task, day, part, place, actions, onResized, tabIndex }: TimedTaskProps) {
  const { column, columns } = place;
  const { isFirst, isLast, start } = part;
  const scope = useTaskScope();
  const isSelected = useIsSelected(task.id);
  const onClick = useSelectByClick(task.id);
  const t = useTranslations("calendar");
  const names = useTranslations("task");
  const reader = useReader();
  const { end, handlers } = useResize(task, day, (durationMinutes) => {
    actions.setFields([task], { durationMinutes });
    onResized({ ...task, durationMinutes });
  });
  const shown = end === null ? place : drawnSpan({ start, end });
  const priority = PRIORITIES.find((other) => other.priority === task.priority);
  const durationMinutes =
    end === null || !task.due ? task.durationMinutes : durationUntil(task.due, day, end, reader.timeZone);
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
        data-continued={isFirst ? undefined : ""}
        className={`relative h-full min-w-0 overflow-clip rounded border border-s-3 border-line border-s-accent bg-hover px-1 text-xs leading-4 data-selected:bg-soft ${isFirst ? "" : "rounded-t-none [border-top-style:dashed]"} ${isLast ? "" : "rounded-b-none [border-bottom-style:dashed]"}`}
        onClickCapture={onClick}
        onContextMenu={(event) => {
          event.preventDefault();
          scope.openPicker("menu", [task], event.currentTarget);
        }}
      >
        {priority && priority.name !== "none" && <span className="sr-only">{names(`priority.${priority.name}`)}</span>}
        {/* Remains below the head of the grid while a part that begins above it is scrolled. */}
        <div className={`sticky top-(--head) flex min-w-0 gap-x-1 ${isLong ? "flex-col" : "h-full items-center"}`}>
          {isFirst ? (
            <TaskName task={task} actions={actions} className={TITLE} tabIndex={tabIndex} />
          ) : (
            <>
              <span className="sr-only">{t("continued")}</span>
              <TaskTitle task={task} canEdit={scope.canEdit(task)} className={TITLE} tabIndex={tabIndex} />
            </>
          )}
          <span className="min-w-0 truncate text-muted tabular-nums">
            {formatTimes({ due: task.due, durationMinutes }, reader)}
            <TaskMarks task={task} className="ms-1" />
          </span>
        </div>
        {isLast && scope.canEdit(task) && (
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
