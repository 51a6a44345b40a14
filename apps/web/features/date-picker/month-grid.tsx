"use client";

import { addDays, addMonths, isDay, partsOf } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useId, useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { useLocale, useTranslations } from "use-intl";
import { formatDayAs } from "../../entities/task/format.ts";
import { firstOfMonth, weekOf } from "../../entities/view/day-grid.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { dayForGridKey } from "./day-for-grid-key.ts";

/** Every month is shown with the same number of weeks, so that the height does not change. */
const WEEKS = 6;

type MonthGridProps = {
  /** The selected day. */
  value: Day | null;
  /** Called when a day is selected with the space bar. Without it, the space bar chooses a day, like Enter. */
  onSelect?: (day: Day) => void;
  /** Called when a day is chosen with a click or Enter. */
  onChoose: (day: Day) => void;
};

/**
 * A calendar month in which a day can be chosen, following the WAI-ARIA pattern of a date grid. Arrow keys move by days
 * and weeks, Home and End within a week, Page Up and Page Down by months, and with Shift by years.
 */
export function MonthGrid({ value, onSelect, onChoose }: MonthGridProps) {
  const { today, weekStart } = useViewer();
  const locale = useLocale();
  const t = useTranslations("datePicker");
  const titleId = useId();
  const grid = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState(value ?? today);
  const [lastValue, setLastValue] = useState(value);
  // A day that was typed becomes visible.
  if (lastValue !== value) {
    setLastValue(value);
    if (value !== null) setActive(value);
  }
  const [first = active] = weekOf(firstOfMonth(active), weekStart);
  const weeks = Array.from({ length: WEEKS }, (_, index) => weekOf(addDays(first, index * 7), weekStart));

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === "rtl";
    const next = dayForGridKey(event, active, { weekStart, isRightToLeft });
    if (next !== null) {
      flushSync(() => setActive(next));
      grid.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus();
    } else if (event.key === "Enter") onChoose(active);
    else if (event.key === " ") (onSelect ?? onChoose)(active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shift = (months: number) => {
    const day = addMonths(active, months);
    if (isDay(day)) setActive(day);
  };

  const toneOf = (day: Day) => {
    if (day === today) return "font-semibold text-accent";
    return firstOfMonth(day) === firstOfMonth(active) ? "" : "text-muted";
  };

  return (
    <div>
      <div className="flex items-center ps-2">
        <div id={titleId} aria-live="polite" className="grow font-medium">
          {formatDayAs("month", active, locale)}
        </div>
        <IconButton
          label={t("previousMonth")}
          icon={<ChevronLeft aria-hidden className="rtl:-scale-x-100" />}
          onClick={() => shift(-1)}
        />
        <IconButton
          label={t("nextMonth")}
          icon={<ChevronRight aria-hidden className="rtl:-scale-x-100" />}
          onClick={() => shift(1)}
        />
      </div>
      <table
        ref={grid}
        // A table of days in which arrow keys move the focus is a grid.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        aria-labelledby={titleId}
        className="w-full table-fixed border-collapse text-center tabular-nums"
        onKeyDown={onKeyDown}
        onClick={({ target }) => {
          const { day } = (target instanceof Element ? target.closest<HTMLElement>("[data-day]") : null)?.dataset ?? {};
          if (day !== undefined) onChoose(day);
        }}
      >
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th
                key={day}
                scope="col"
                abbr={formatDayAs("fullWeekday", day, locale)}
                className="h-6 text-xs font-normal text-muted"
              >
                {formatDayAs("weekday", day, locale)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((days) => (
            <tr key={days[0]}>
              {days.map((day) => (
                <td
                  key={day}
                  tabIndex={day === active ? 0 : -1}
                  data-autofocus={day === active || undefined}
                  aria-label={formatDayAs("fullDay", day, locale)}
                  aria-selected={day === value}
                  aria-current={day === today ? "date" : undefined}
                  aria-disabled={!isDay(day) || undefined}
                  data-day={isDay(day) ? day : undefined}
                  className={`h-8 cursor-pointer rounded-md hover:bg-hover aria-disabled:opacity-50 aria-selected:bg-accent aria-selected:text-on-accent pointer-coarse:h-11 ${toneOf(day)}`}
                >
                  {partsOf(day).date}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
