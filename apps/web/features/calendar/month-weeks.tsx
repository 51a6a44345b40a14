"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import type { KeyboardEvent, MouseEvent, RefObject } from "react";
import { useLocale } from "use-intl";
import { formatDayAs } from "../../entities/task/format.ts";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { DayCell } from "./day-cell.tsx";
import type { DayPopoverRequest } from "./day-cell.tsx";

type MonthWeeksProps = {
  labelledBy: string;
  weeks: readonly (readonly Day[])[];
  onDay: (day: Day) => readonly ListedTask[];
  /** Returns the future occurrences of repeating tasks on a day. */
  projectedOn: (day: Day) => readonly ListedTask[];
  /** The day whose cell and tasks Tab reaches. */
  active: Day;
  isOutside: (day: Day) => boolean;
  /** The element whose height determines how many tasks fit into a day. */
  rows: RefObject<HTMLDivElement | null>;
  lineCount: number;
  isLoading: boolean;
  canAdd: boolean;
  actions: TaskActions;
  onAsk: (asked: DayPopoverRequest) => void;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onClick: (event: MouseEvent) => void;
};

/** The weeks of a month, with a cell for each day. */
export function MonthWeeks({ labelledBy, weeks, onDay, active, isOutside, rows, isLoading, ...rest }: MonthWeeksProps) {
  const { projectedOn, lineCount, canAdd, actions, onAsk, onKeyDown, onClick } = rest;
  const { today } = useViewer();
  const locale = useLocale();
  return (
    <div
      role="grid"
      aria-labelledby={labelledBy}
      aria-busy={isLoading}
      tabIndex={-1}
      className="relative flex min-h-0 min-w-0 grow flex-col overflow-y-auto rounded-lg border border-line bg-panel phone:overflow-visible"
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div role="row" className="sticky top-0 z-1 grid grid-cols-7 border-b border-line bg-panel">
        {weeks[0]?.map((day) => (
          <div key={day} role="columnheader" className="truncate px-1.5 py-1 text-xs text-muted phone:text-center">
            {formatDayAs("weekday", day, locale)}
          </div>
        ))}
      </div>
      <div ref={rows} role="rowgroup" className="flex grow flex-col">
        {weeks.map((week) => (
          <div
            key={week[0]}
            role="row"
            className="grid min-h-27 flex-1 grid-cols-7 border-b border-line last:border-b-0 phone:min-h-12"
          >
            {week.map((day) => (
              <DayCell
                key={day}
                {...{ day, lineCount, canAdd, actions, onAsk }}
                tasks={onDay(day)}
                projected={projectedOn(day)}
                isToday={day === today}
                isOutside={isOutside(day)}
                isActive={day === active}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
