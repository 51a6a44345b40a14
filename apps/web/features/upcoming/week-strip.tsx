"use client";

import { addDays, isDay } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef } from "react";
import type { KeyboardEvent } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useActions } from "../../actions/use-actions.tsx";
import { formatDayAs } from "../../entities/task/format.ts";
import { weekOf } from "../../entities/view/day-grid.ts";
import { dayByKey } from "../../entities/view/day-key.ts";
import type { TaskGroup } from "../../entities/view/task-group.ts";
import { useGroupLists } from "../../entities/view/use-group-lists.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { useScrolledDay } from "./use-scrolled-day.ts";

type WeekStripProps = {
  groups: readonly TaskGroup[];
  /** Adds days to the list until it contains the given one. */
  onShow: (day: Day) => void;
};

/**
 * The week of the day that is scrolled to, with the number of tasks on each day. Its buttons and arrow keys scroll to a
 * day; past days are disabled.
 */
export function WeekStrip({ groups, onShow }: WeekStripProps) {
  const { today, weekStart } = useViewer();
  const locale = useLocale();
  const t = useTranslations("calendar");
  const strip = useRef<HTMLElement>(null);
  const { day: current, go } = useScrolledDay(strip, onShow);
  const days = weekOf(current, weekStart);
  const [first = current] = days;
  const ofWeek = groups.filter(({ day }) => day !== undefined && days.includes(day));
  const lists = useGroupLists(ofWeek);
  const loadOf = (day: Day) => lists[ofWeek.findIndex((group) => group.day === day)];
  useActions({ "view.today": () => go(today, "list") });

  const isArrow = useRef(false);
  useEffect(() => {
    if (isArrow.current) strip.current?.querySelector<HTMLElement>(`[data-day="${current}"]`)?.focus();
    isArrow.current = false;
  }, [current]);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const next = dayByKey(event.key, current, "week", weekStart);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    const day = next < today ? today : next;
    // Otherwise, no change of the day would reset it, and the next scrolling would take the focus.
    isArrow.current = day !== current;
    go(day, "strip");
  };

  return (
    <nav
      ref={strip}
      aria-label={t("days")}
      className="sticky top-12 z-10 mb-2 flex items-center gap-1 bg-background pb-2"
    >
      <IconButton
        label={t("weekBefore")}
        icon={<ChevronLeft aria-hidden className="rtl:rotate-180" />}
        disabled={first <= today}
        onClick={() => go(addDays(first, -7) < today ? today : addDays(first, -7), "strip")}
      />
      {/* The buttons handle the keys that bubble up to their list. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <ol className="grid grow grid-cols-7 gap-1" onKeyDown={onKeyDown}>
        {days.map((day) => {
          const list = loadOf(day);
          const count = list?.tasks.length ?? 0;
          return (
            <li key={day}>
              <button
                type="button"
                aria-label={t("load", {
                  day: formatDayAs("fullDay", day, locale),
                  count: day < today || list?.status !== "success" ? -1 : count,
                })}
                aria-current={day === today ? "date" : undefined}
                disabled={day < today || !isDay(day)}
                data-day={day < today ? undefined : day}
                data-shown={day === current || undefined}
                tabIndex={day === current ? 0 : -1}
                className="flex min-h-13 w-full flex-col items-center rounded-md pt-1 text-muted hover:bg-hover hover:text-text disabled:opacity-50 aria-[current]:font-semibold aria-[current]:text-accent data-shown:bg-hover"
                onClick={() => go(day, "list")}
              >
                <span className="text-xs">{formatDayAs("weekday", day, locale)}</span>
                <span className="tabular-nums">{Number(day.slice(8))}</span>
                {count > 0 && (
                  <span className="flex items-center gap-1 text-[0.6875rem] leading-3 font-normal text-muted tabular-nums">
                    <span className="size-1 rounded-full bg-accent" />
                    {list?.hasMore ? `${count}+` : count}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ol>
      <IconButton
        label={t("weekAfter")}
        icon={<ChevronRight aria-hidden className="rtl:rotate-180" />}
        onClick={() => go(addDays(first, 7), "strip")}
      />
    </nav>
  );
}
