"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { Plus } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import { formatDayAs } from "../../entities/task/format.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { CalendarTask } from "./calendar-task.tsx";
import { fittingTasks } from "./day-cell.tsx";
import type { DayPopoverRequest } from "./day-cell.tsx";
import { ProjectedTask } from "./projected-task.tsx";

/** Number of lines in the row above the hours. */
const ALL_DAY_LINES = 4;

type AllDayCellProps = {
  day: Day;
  /** All tasks of the day. */
  tasks: readonly ListedTask[];
  /** Future occurrences of repeating tasks on this day. */
  projected: readonly ListedTask[];
  isToday: boolean;
  /** Whether this cell is the grid's tab stop. */
  isActive: boolean;
  canAdd: boolean;
  actions: TaskActions;
  onAsk: (asked: DayPopoverRequest) => void;
};

/** Returns the tasks of a day that a week with hours shows: all that have a time, and those that fit above the hours. */
export function drawnWithHours(tasks: readonly ListedTask[]): ListedTask[] {
  return [...tasks.filter(({ due }) => due?.time !== undefined), ...fittingTasks(untimed(tasks), ALL_DAY_LINES)];
}

/** Returns the tasks of a day that have no time. */
function untimed(tasks: readonly ListedTask[]): ListedTask[] {
  return tasks.filter(({ due }) => due?.time === undefined);
}

/** The tasks of a day that have no time, above its hours. */
export function AllDayCell(props: AllDayCellProps) {
  const { day, tasks, projected, isToday, isActive, canAdd, actions, onAsk } = props;
  const t = useTranslations("calendar");
  const name = formatDayAs("fullDay", day, useLocale());
  const whole = untimed(tasks);
  const shown = fittingTasks(whole, ALL_DAY_LINES);
  const hidden = whole.length - shown.length;
  const tabIndex = isActive ? 0 : -1;
  return (
    <div
      role="gridcell"
      tabIndex={tabIndex}
      aria-label={t("day", { day: name, count: tasks.length })}
      aria-current={isToday ? "date" : undefined}
      aria-selected={isActive}
      data-day={day}
      data-all-day=""
      className="group/day relative flex min-h-8 min-w-0 flex-col gap-0.5 border-s border-line p-0.5 focus-visible:-outline-offset-2"
    >
      <ul className="flex flex-col gap-0.5">
        {shown.map((task) => (
          <li key={task.id}>
            <CalendarTask task={task} actions={actions} hasCheckbox={false} day={day} tabIndex={tabIndex} />
          </li>
        ))}
        {untimed(projected)
          .slice(0, Math.max(0, ALL_DAY_LINES - whole.length))
          .map((task) => (
            <li key={task.id}>
              <ProjectedTask task={task} day={day} className="h-6" tabIndex={tabIndex} />
            </li>
          ))}
      </ul>
      {hidden > 0 && (
        <button
          type="button"
          tabIndex={tabIndex}
          aria-label={t("allOn", { count: tasks.length, day: name })}
          aria-haspopup="dialog"
          className="min-h-6 rounded px-1 text-start text-xs text-muted hover:bg-hover hover:text-text"
          onClick={(event) => onAsk({ kind: "tasks", day, anchor: event.currentTarget })}
        >
          {t("more", { count: hidden })}
        </button>
      )}
      {canAdd && (
        <button
          type="button"
          aria-label={t("addOn", { day: name })}
          tabIndex={tabIndex}
          className="absolute end-0.5 bottom-0.5 grid size-6 place-items-center rounded bg-panel text-muted opacity-0 group-focus-within/day:opacity-100 group-hover/day:opacity-100 hover:bg-hover hover:text-text pointer-coarse:hidden"
          onClick={(event) => onAsk({ kind: "add", day, anchor: event.currentTarget })}
        >
          <Plus aria-hidden className="size-4" />
        </button>
      )}
    </div>
  );
}
