"use client";

import type { ClockTime, Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { Plus } from "lucide-react";
import { memo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { formatDayAs } from "../../entities/task/format.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { CalendarTask } from "./calendar-task.tsx";
import { ProjectedTask } from "./projected-task.tsx";

/** Content of a day's popover: all of the day's tasks, or a field for a new task on the day or at a time. */
export type DayPopoverRequest = { kind: "tasks" | "add"; day: Day; time?: ClockTime; anchor: HTMLElement };

type DayCellProps = {
  day: Day;
  tasks: readonly ListedTask[];
  /** Future occurrences of repeating tasks, shown if there is space. */
  projected: readonly ListedTask[];
  /** Number of lines that fit into the cell. */
  lineCount: number;
  isToday: boolean;
  /** Whether the day belongs to the previous or next month. */
  isOutside: boolean;
  /** Whether this cell is the grid's tab stop. */
  isActive: boolean;
  canAdd: boolean;
  actions: TaskActions;
  onAsk: (asked: DayPopoverRequest) => void;
};

/**
 * Returns the tasks that fit into a cell of `lineCount` lines. If not all fit, one line is left for the "more" button.
 */
export function fittingTasks(tasks: readonly ListedTask[], lineCount: number): readonly ListedTask[] {
  return tasks.length <= lineCount ? tasks : tasks.slice(0, Math.max(0, lineCount - 1));
}

/** One day of a calendar. On a phone it only shows dots; `ChosenDay` lists the tasks below the calendar. */
export const DayCell = memo(function DayCell(props: DayCellProps) {
  const { day, tasks, projected, lineCount, isToday, isOutside, isActive, canAdd, actions, onAsk } = props;
  const t = useTranslations("calendar");
  const locale = useLocale();
  const name = formatDayAs("fullDay", day, locale);
  const shown = fittingTasks(tasks, lineCount);
  const isSparse = projected.length > 0 && tasks.length < lineCount;
  const hidden = tasks.length - shown.length;
  const tabIndex = isActive ? 0 : -1;
  return (
    <div
      role="gridcell"
      tabIndex={tabIndex}
      aria-label={t("day", { day: name, count: tasks.length })}
      aria-current={isToday ? "date" : undefined}
      aria-selected={isActive}
      data-day={day}
      className="group/day relative flex min-w-0 flex-col gap-0.5 border-e border-line px-1 pt-1 pb-0.5 last:border-e-0 focus-visible:-outline-offset-2 phone:min-h-12 phone:items-center phone:aria-selected:bg-hover"
    >
      <div className="flex min-h-5 items-center">
        <span
          aria-hidden
          className={`grid h-5 min-w-5 place-items-center rounded-full px-1 text-xs tabular-nums ${isToday ? "bg-accent font-semibold text-on-accent" : isOutside ? "text-muted" : "font-medium"}`}
        >
          {Number(day.slice(8))}
        </span>
        {canAdd && (
          <button
            type="button"
            aria-label={t("addOn", { day: name })}
            tabIndex={tabIndex}
            className="absolute end-0.5 top-0.5 grid size-6 place-items-center rounded text-muted opacity-0 group-focus-within/day:opacity-100 group-hover/day:opacity-100 hover:bg-hover hover:text-text phone:hidden"
            onClick={(event) => onAsk({ kind: "add", day, anchor: event.currentTarget })}
          >
            <Plus aria-hidden className="size-4" />
          </button>
        )}
      </div>
      <ul className={`flex flex-col gap-0.5 phone:hidden ${isOutside ? "opacity-80" : ""}`}>
        {shown.map((task) => (
          <li key={task.id}>
            <CalendarTask task={task} actions={actions} hasCheckbox={false} day={day} tabIndex={tabIndex} />
          </li>
        ))}
      </ul>
      {isSparse && (
        <ul className="flex flex-col gap-0.5 phone:hidden">
          {projected.slice(0, lineCount - tasks.length).map((task) => (
            <li key={`${task.id} ${task.occurrenceOn}`}>
              <ProjectedTask task={task} day={day} className="h-6" tabIndex={tabIndex} />
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 && (
        <button
          type="button"
          tabIndex={tabIndex}
          aria-label={t("allOn", { count: tasks.length, day: name })}
          aria-haspopup="dialog"
          className="min-h-6 rounded px-1 text-start text-xs text-muted hover:bg-hover hover:text-text phone:hidden"
          onClick={(event) => onAsk({ kind: "tasks", day, anchor: event.currentTarget })}
        >
          {t("more", { count: hidden })}
        </button>
      )}
      <span aria-hidden className="hidden gap-0.5 phone:flex">
        {tasks.slice(0, 3).map(({ id }) => (
          <span key={id} className="size-1.5 rounded-full bg-accent" />
        ))}
        {tasks.length === 0 && projected.length > 0 && <span className="size-1.5 rounded-full border border-control" />}
      </span>
    </div>
  );
});
