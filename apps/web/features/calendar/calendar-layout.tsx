"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import type { KeyboardEvent, MouseEvent } from "react";
import { useCallback, useId, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useActions } from "../../actions/use-actions.tsx";
import { shownWeeks } from "../../entities/view/day-grid.ts";
import { dayByKey } from "../../entities/view/day-key.ts";
import type { LayoutProps } from "../../entities/view/layout.ts";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { useProjectedTasks } from "../../entities/view/use-projected-tasks.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { useErrorMessage } from "../../trpc/use-error-message.ts";
import { Alert } from "../../ui/alert.tsx";
import { drawnWithHours } from "./all-day-cell.tsx";
import { CalendarHead } from "./calendar-head.tsx";
import { ChosenDay } from "./chosen-day.tsx";
import { fittingTasks } from "./day-cell.tsx";
import type { DayPopoverRequest } from "./day-cell.tsx";
import { DayPopover } from "./day-popover.tsx";
import { MonthWeeks } from "./month-weeks.tsx";
import { UndatedList } from "./undated-list.tsx";
import { useCalendarDays } from "./use-calendar-days.ts";
import { useDayActionHandlers } from "./use-day-action-handlers.ts";
import { useShownDays } from "./use-shown-days.ts";
import { useVisibleTaskCount } from "./use-visible-task-count.ts";
import { WeekGrid } from "./week-grid.tsx";

const NO_TASKS: readonly ListedTask[] = [];

/** Shows tasks on the days on which they are due, one month or week at a time. */
export function CalendarLayout(props: LayoutProps) {
  const { groups, state, onState, actions, canAdd, defaultProjectId } = props;
  const { today, timeZone, weekStart } = useViewer();
  const scope = useTaskScope();
  const errorMessage = useErrorMessage();
  const common = useTranslations("general");
  const container = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const [chosenDay, setChosen] = useState<Day | null>(null);
  const [openPopover, setAsked] = useState<DayPopoverRequest | null>(null);
  const [isUndatedOpen, setIsSideOpen] = useState(false);

  const { range } = state;
  const shownDay = state.day ?? today;
  const weeks = useMemo(() => shownWeeks(range, shownDay, weekStart), [shownDay, range, weekStart]);
  const days = useMemo(() => weeks.flat(), [weeks]);
  const isOutside = (day: Day) => range === "month" && day.slice(0, 7) !== shownDay.slice(0, 7);
  const isTodayShown = days.includes(today) && !isOutside(today);
  const active = chosenDay !== null && days.includes(chosenDay) ? chosenDay : isTodayShown ? today : shownDay;
  const { onDay, undated, isLoading, failed } = useCalendarDays(groups, days, timeZone);
  const list = groups.find(({ list }) => list.filter.dueTo !== undefined)?.list;
  const projected = useProjectedTasks(list, days[0] ?? shownDay, days.at(-1) ?? shownDay);
  const projectedOn = (day: Day) => projected.get(day) ?? NO_TASKS;
  const lineCount = useVisibleTaskCount(rows, weeks.length);

  const places = [
    ...days.flatMap((day) => {
      const tasks = onDay(day);
      const drawn = new Set(range === "week" ? drawnWithHours(tasks) : fittingTasks(tasks, lineCount));
      return tasks.map((task) => ({ task, day, isDrawn: drawn.has(task) }));
    }),
    ...undated.flatMap(({ tasks }) => tasks.map((task) => ({ task, day: null, isDrawn: isUndatedOpen }))),
  ];
  /** Selects a day, and switches to its month or week if the day is not visible. */
  const onFocusDay = useCallback(
    (day: Day) => {
      setChosen(day);
      if (!days.includes(day)) onState({ day });
    },
    [days, onState],
  );
  const { focusDay } = useShownDays(container, places, onFocusDay);
  const onMoved = (id: string, day: Day) => {
    onFocusDay(day);
    // Wait until the task is rendered on its new day.
    requestAnimationFrame(() => scope.shownTasks().focus(id));
  };
  useDayActionHandlers(actions, onMoved);

  useActions({
    "view.today": () => {
      setChosen(today);
      onState({ day: null });
    },
  });
  const addOn = (day: Day, anchor: HTMLElement) => {
    if (canAdd && defaultProjectId !== null) setAsked({ kind: "add", day, anchor });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !(event.target instanceof HTMLElement))
      return;
    const { day } = event.target.dataset;
    if (day === undefined) return;
    const next = dayByKey(event.key, day, range, weekStart);
    if (next !== null) {
      if (isOutside(next)) onState({ day: next });
      focusDay(next);
    } else if (event.key === "Enter") addOn(day, event.target);
    else return;
    event.preventDefault();
  };
  const onClick = ({ target }: MouseEvent) => {
    const cell = target instanceof Element ? target.closest<HTMLElement>("[data-day], [data-hours]") : null;
    const day = cell?.dataset.day ?? cell?.dataset.hours;
    if (day !== undefined) setChosen(day);
  };

  const grid = {
    labelledBy: titleId,
    onDay,
    projectedOn,
    active,
    isLoading,
    canAdd,
    actions,
    onAsk: setAsked,
    onKeyDown,
    onClick,
  };

  return (
    <div ref={container} className="relative flex min-h-0 grow flex-col pb-4 phone:overflow-y-auto">
      <CalendarHead
        id={titleId}
        range={range}
        day={shownDay}
        onRange={(range) => onState({ range, day: active === today ? null : active })}
        onDay={(day) => {
          setChosen(day);
          onState({ day });
        }}
      />
      {failed.map((list, index) => (
        // Lists have no id, and their order does not change.
        // oxlint-disable-next-line react/no-array-index-key
        <Alert key={index}>
          {errorMessage(list.error)}{" "}
          <button type="button" className="font-medium underline" onClick={list.retry}>
            {common("tryAgain")}
          </button>
        </Alert>
      ))}
      <div className="flex min-h-0 grow gap-4 phone:shrink-0 phone:grow-0 phone:flex-col phone:gap-0">
        {range === "week" ? (
          <WeekGrid {...grid} days={days} onMoved={onMoved} />
        ) : (
          <MonthWeeks {...grid} {...{ weeks, isOutside, rows, lineCount }} />
        )}
        {range === "month" && (
          <ChosenDay {...props} day={active} tasks={onDay(active)} projected={projectedOn(active)} />
        )}
        <UndatedList
          lists={undated}
          isOpen={isUndatedOpen}
          onToggle={() => setIsSideOpen(!isUndatedOpen)}
          actions={actions}
        />
      </div>
      {openPopover && (
        <DayPopover
          {...props}
          asked={openPopover}
          tasks={onDay(openPopover.day)}
          projected={projectedOn(openPopover.day)}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}
