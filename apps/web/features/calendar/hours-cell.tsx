"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { clockTimeOf } from "@docket/schema/when-day";
import { useRef } from "react";
import type { MouseEvent } from "react";
import { useLocale, useTranslations } from "use-intl";
import { formatDayAs } from "../../entities/task/format.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { DAY_MINUTES, STEP_MINUTES, partOn, placeSpans } from "../../entities/view/day-time.ts";
import type { ClockChange } from "../../entities/view/day-time.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { CurrentTime } from "./current-time.tsx";
import type { DayPopoverRequest } from "./day-cell.tsx";
import { ProjectedTask } from "./projected-task.tsx";
import { TimedTask, placeInColumn, placeOnDay } from "./timed-task.tsx";

type HoursCellProps = {
  day: Day;
  /** All tasks of the day. */
  tasks: readonly ListedTask[];
  /** Future occurrences of repeating tasks on this day. */
  projected: readonly ListedTask[];
  /** The tasks and future occurrences of earlier days, which can last until this day. */
  earlier: { tasks: readonly ListedTask[]; projected: readonly ListedTask[] };
  change: ClockChange | null;
  isActive: boolean;
  canAdd: boolean;
  actions: TaskActions;
  onAsk: (asked: DayPopoverRequest) => void;
  onResized: (task: ListedTask) => void;
};

/** The hours of a day with its tasks. Clicking a time opens a field for a new task at that time. */
export function HoursCell(props: HoursCellProps) {
  const { day, tasks, projected, earlier, change, isActive, canAdd, actions, onAsk, onResized } = props;
  const { today, timeZone } = useViewer();
  const t = useTranslations("calendar");
  const name = formatDayAs("fullDay", day, useLocale());
  const clicked = useRef<HTMLSpanElement>(null);
  const tabIndex = isActive ? 0 : -1;
  const parts = (of: readonly ListedTask[], isProjected: boolean) =>
    of.flatMap((task) => {
      const span = partOn(task, day, timeZone);
      return span ? [{ item: { task, isProjected }, span }] : [];
    });
  const timed = [...parts([...earlier.tasks, ...tasks], false), ...parts([...earlier.projected, ...projected], true)];
  const count = parts(tasks, false).length;
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
      aria-label={t("timed", { day: name, count })}
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
        {placeSpans(timed).map(({ item: { task, isProjected }, ...placed }) =>
          isProjected ? (
            <li
              key={`${task.id} projected ${task.occurrenceOn}`}
              className="absolute p-px"
              style={placeInColumn(placed)}
            >
              <ProjectedTask task={task} isTimed className="h-full bg-panel" tabIndex={tabIndex} />
            </li>
          ) : (
            <TimedTask key={task.id} {...{ task, day, placed, actions, onResized, tabIndex }} />
          ),
        )}
      </ul>
      {day === today && <CurrentTime />}
    </div>
  );
}
