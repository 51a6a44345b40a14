"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { useLayoutEffect, useRef } from "react";
import type { KeyboardEvent, MouseEvent } from "react";
import { useLocale, useTranslations } from "use-intl";
import { formatDayAs, formatTime } from "../../entities/task/format.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { clockChangeOn, partsByDay } from "../../entities/view/day-time.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { AllDayCell } from "./all-day-cell.tsx";
import type { DayPopoverRequest } from "./day-cell.tsx";
import { HoursCell } from "./hours-cell.tsx";
import { useTimeActionHandlers } from "./use-time-action-handlers.ts";

type WeekGridProps = {
  labelledBy: string;
  days: readonly Day[];
  onDay: (day: Day) => readonly ListedTask[];
  /** Returns the future occurrences of repeating tasks on a day. */
  projectedOn: (day: Day) => readonly ListedTask[];
  /** The day whose cell and tasks Tab reaches. */
  active: Day;
  isLoading: boolean;
  canAdd: boolean;
  actions: TaskActions;
  onAsk: (asked: DayPopoverRequest) => void;
  onMoved: (id: string, day: Day) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onClick: (event: MouseEvent) => void;
};

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** The hour to which the grid is scrolled at first. */
const FIRST_HOUR = 7;
/** Columns that are at least wide enough for a title, or on a phone for three days side by side. */
const COLUMNS = "grid grid-cols-[var(--axis)_repeat(7,minmax(max(6rem,calc((100cqw-var(--axis))/7)),1fr))]";
const PHONE_COLUMNS = "phone:grid-cols-[var(--axis)_repeat(7,calc((100cqw-var(--axis))/3))]";
const ROW = `${COLUMNS} ${PHONE_COLUMNS}`;

/** A week with hours: tasks with a time are as tall as they are long, those without are in a row above. */
export function WeekGrid(props: WeekGridProps) {
  const {
    labelledBy,
    days,
    onDay,
    projectedOn,
    active,
    isLoading,
    canAdd,
    actions,
    onAsk,
    onMoved,
    onKeyDown,
    onClick,
  } = props;
  const { today, timeZone } = useViewer();
  const locale = useLocale();
  const t = useTranslations("calendar");
  const grid = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  // A task of several days is on each of them.
  const tasks = partsByDay([...new Set(days.flatMap(onDay))], days, timeZone);
  const projected = partsByDay([...new Set(days.flatMap(projectedOn))], days, timeZone);
  const { announcement, announce } = useTimeActionHandlers(actions, onMoved);
  useLayoutEffect(() => {
    const element = grid.current;
    const hours = element?.querySelector<HTMLElement>("[data-hours]");
    if (element && hours) element.scrollTop = (hours.offsetHeight / HOURS.length) * FIRST_HOUR;
  }, []);
  // The titles of long tasks stay below the head, whose height depends on the number of tasks without a time.
  useLayoutEffect(() => {
    const [element, above] = [grid.current, head.current];
    if (!element || !above) return;
    const update = () => element.style.setProperty("--head", `${above.offsetHeight}px`);
    update();
    const observer = new ResizeObserver(update);
    observer.observe(above);
    return () => observer.disconnect();
  }, []);
  // On a phone, only some of the days are in view.
  useLayoutEffect(() => {
    const element = grid.current;
    const column = element?.querySelector<HTMLElement>(`[role=columnheader][data-of="${active}"]`);
    const axis = element?.querySelector<HTMLElement>("[data-axis]")?.offsetWidth ?? 0;
    if (!element || !column) return;
    const left = column.offsetLeft - axis;
    const isInView =
      left >= element.scrollLeft && left + column.offsetWidth <= element.scrollLeft + element.clientWidth;
    if (!isInView) element.scrollLeft = left;
  }, [active]);

  return (
    <div className="@container flex min-h-0 min-w-0 grow flex-col phone:h-[75dvh] phone:shrink-0 phone:grow-0">
      <div
        ref={grid}
        role="grid"
        aria-labelledby={labelledBy}
        aria-busy={isLoading}
        tabIndex={-1}
        className="relative min-h-0 min-w-0 grow scroll-ps-(--axis) scroll-pt-(--head) overflow-auto overscroll-x-contain rounded-lg border border-line bg-panel [--axis:3.75rem] [--hour:3rem] phone:snap-x phone:snap-proximity"
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <div ref={head} className="sticky top-0 z-20 w-fit min-w-full bg-panel" role="rowgroup">
          <div role="row" className={`${ROW} border-b border-line`}>
            <div role="columnheader" data-axis className="sticky start-0 z-1 bg-panel">
              <span className="sr-only">{t("hours")}</span>
            </div>
            {days.map((day) => (
              <div
                key={day}
                role="columnheader"
                data-of={day}
                className="flex min-w-0 snap-start items-center gap-1.5 px-1.5 py-1 text-xs text-muted"
              >
                {formatDayAs("weekday", day, locale)}
                <span
                  className={`grid h-5 min-w-5 place-items-center rounded-full px-1 tabular-nums ${day === today ? "bg-accent font-semibold text-on-accent" : "font-medium text-text"}`}
                >
                  {Number(day.slice(8))}
                </span>
                <DayLength day={day} />
              </div>
            ))}
          </div>
          <div role="row" className={`${ROW} border-b border-line`}>
            <div
              role="rowheader"
              className="sticky start-0 z-1 bg-panel px-1 py-1 text-end text-[0.6875rem] text-muted"
            >
              {t("allDay")}
            </div>
            {days.map((day) => (
              <AllDayCell
                key={day}
                {...{ day, canAdd, actions, onAsk }}
                tasks={onDay(day)}
                projected={projectedOn(day)}
                isToday={day === today}
                isActive={day === active}
              />
            ))}
          </div>
        </div>
        <div role="row" className={`${ROW} w-fit min-w-full`}>
          <div role="rowheader" className="sticky start-0 z-10 h-[calc(var(--hour)*24)] bg-panel text-xs text-muted">
            <span className="sr-only">{t("hours")}</span>
            {HOURS.slice(1).map((hour) => (
              <span
                key={hour}
                aria-hidden
                className="absolute end-1 -translate-y-1/2 text-[0.6875rem] whitespace-nowrap tabular-nums"
                style={{ top: `calc(var(--hour) * ${hour})` }}
              >
                {formatTime(`${String(hour).padStart(2, "0")}:00`, locale)}
              </span>
            ))}
          </div>
          {days.map((day) => (
            <HoursCell
              key={day}
              {...{ day, canAdd, actions, onAsk }}
              tasks={tasks.get(day) ?? []}
              projected={projected.get(day) ?? []}
              change={clockChangeOn(day, timeZone)}
              isActive={day === active}
              onResized={announce}
            />
          ))}
        </div>
      </div>
      <p role="status" aria-live="assertive" className="sr-only">
        {announcement}
      </p>
    </div>
  );
}

/** The length of a day on which clocks change. */
function DayLength({ day }: { day: Day }) {
  const t = useTranslations("calendar");
  const { timeZone } = useViewer();
  const change = clockChangeOn(day, timeZone);
  if (!change) return null;
  const minutes = change.end - change.start;
  return <span>{t("dayLength", { hours: 24 + (change.kind === "repeated" ? minutes : -minutes) / 60 })}</span>;
}
