"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { clockTimeOf } from "@docket/schema/when-day";
import { useRef } from "react";
import type { MouseEvent } from "react";
import { useLocale, useTranslations } from "use-intl";
import { formatDayAs } from "../../entities/task/format.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { DAY_MINUTES, STEP_MINUTES, placeSpans } from "../../entities/view/day-time.ts";
import type { ClockChange, DayPart } from "../../entities/view/day-time.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { CurrentTime } from "./current-time.tsx";
import type { DayPopoverRequest } from "./day-cell.tsx";
import { ProjectedTask } from "./projected-task.tsx";
import { TimedTask, placeInColumn, placeOnDay } from "./timed-task.tsx";

type TaskPart = { task: ListedTask; part: DayPart };

type HoursCellProps = {
  day: Day;
  /** The parts of tasks on the day, including those of tasks that began earlier. */
  tasks: readonly TaskPart[];
  /** The parts of future occurrences of repeating tasks on the day. */
  projected: readonly TaskPart[];
  change: ClockChange | null;
  isActive: boolean;
  canAdd: boolean;
  actions: TaskActions;
  onAsk: (asked: DayPopoverRequest) => void;
  onResized: (task: ListedTask) => void;
};

/** The hours of a day with its tasks. Clicking a time opens a field for a new task at that time. */
export function HoursCell(props: HoursCellProps) {
  const { day, tasks, projected, change, isActive, canAdd, actions, onAsk, onResized } = props;
  const { today } = useViewer();
  const t = useTranslations("calendar");
  const name = formatDayAs("fullDay", day, useLocale());
  const clicked = useRef<HTMLSpanElement>(null);
  const tabIndex = isActive ? 0 : -1;
  const placed = placeSpans([
    ...tasks.map(({ task, part }) => ({ item: { task, part, isProjected: false }, span: part })),
    ...projected.map(({ task, part }) => ({ item: { task, part, isProjected: true }, span: part })),
  ]);
  const onClick = (event: MouseEvent<HTMLElement>) => {
    if (!canAdd || event.target !== event.currentTarget) return;
    const { top, height } = event.currentTarget.getBoundingClientRect();
    // The beginning of the half hour that was clicked.
    const minutes = ((event.clientY - top) / height) * DAY_MINUTES;
    const half = Math.floor(minutes / (2 * STEP_MINUTES)) * 2 * STEP_MINUTES;
    if (!clicked.current) return;
    clicked.current.style.top = placeOnDay({ start: half, end: half }).top;
    onAsk({ kind: "add", day, time: clockTimeOf(half), anchor: clicked.current });
  };
  return (
    // Clicking a time is a shortcut for the mouse. With the keyboard, tasks are added to the cell of the whole day.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="gridcell"
      tabIndex={-1}
      aria-label={t("timed", { day: name, count: tasks.length })}
      data-hours={day}
      className="relative h-[calc(var(--hour)*24)] min-w-0 border-s border-line bg-[repeating-linear-gradient(to_bottom,transparent_0_calc(var(--hour)-1px),var(--line)_calc(var(--hour)-1px)_var(--hour))]"
      onClick={onClick}
    >
      <span ref={clicked} className="pointer-events-none absolute inset-x-0 h-6" />
      {change && (
        <div
          className="pointer-events-none absolute inset-x-0 overflow-hidden bg-[repeating-linear-gradient(135deg,var(--line)_0_1px,transparent_1px_6px)] px-1"
          style={placeOnDay(change)}
        >
          <span className="bg-panel text-xs text-muted">{t(change.kind)}</span>
        </div>
      )}
      {/* Names the day of a focused task, which is that of tasks added elsewhere. */}
      <ul data-day={day}>
        {placed.map(({ item: { task, part, isProjected }, ...place }) =>
          isProjected ? (
            <li
              key={`${task.id} projected ${task.occurrenceOn}`}
              className="absolute p-px"
              style={placeInColumn(place)}
            >
              <ProjectedTask task={task} day={day} isTimed className="h-full bg-panel" tabIndex={tabIndex} />
            </li>
          ) : (
            <TimedTask key={task.id} {...{ task, day, part, place, actions, onResized, tabIndex }} />
          ),
        )}
      </ul>
      {day === today && <CurrentTime />}
    </div>
  );
}
