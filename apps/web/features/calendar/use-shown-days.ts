"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { useCallback, useEffect, useMemo, useRef } from "react";
import type { RefObject } from "react";
import { useShownTasks } from "../../entities/view/task-scope.tsx";

type CalendarEntry = { task: ListedTask; day: Day | null; isDrawn: boolean };

/** All tasks of a calendar with their days, in reading order. A task of several days has an entry for each of them. */
export type CalendarEntries = readonly CalendarEntry[];

/**
 * Registers a calendar's tasks with the view and moves the focus to a task or day. If the day is in another month or
 * week, the focus moves after the calendar has rendered it.
 *
 * @param onFocusDay called before the focus moves to a day or one of its tasks
 */
export function useShownDays(
  container: RefObject<HTMLElement | null>,
  places: CalendarEntries,
  onFocusDay: (day: Day) => void,
) {
  const pendingFocus = useRef<string | null>(null);

  const focusNow = useCallback(() => {
    if (pendingFocus.current === null || !container.current) return;
    // On a phone a task may be rendered twice: hidden in its day cell, and in the list below.
    const found = [...container.current.querySelectorAll<HTMLElement>(pendingFocus.current)].find(
      (element) => element.getClientRects().length > 0,
    );
    if (!found) return;
    pendingFocus.current = null;
    found.focus();
    found.scrollIntoView({ block: "nearest" });
  }, [container]);
  useEffect(focusNow);

  const focusDay = useCallback(
    (day: Day) => {
      pendingFocus.current = `[data-day="${day}"]`;
      onFocusDay(day);
      focusNow();
    },
    [focusNow, onFocusDay],
  );

  const shown = useMemo(() => {
    const byId = new Map<string, CalendarEntry>();
    // Of a task of several days, the first day on which it is drawn is focused.
    for (const place of places)
      if (!byId.has(place.task.id) || (place.isDrawn && !byId.get(place.task.id)?.isDrawn))
        byId.set(place.task.id, place);
    return {
      order: places.flatMap((place) => (place.isDrawn && byId.get(place.task.id) === place ? [place.task.id] : [])),
      find: (id: string) => byId.get(id)?.task,
      focus: (id: string) => {
        const place = byId.get(id);
        if (place?.day && !place.isDrawn) return focusDay(place.day);
        if (place?.day) onFocusDay(place.day);
        pendingFocus.current = `[data-task="${CSS.escape(id)}"] [data-task-link]`;
        focusNow();
      },
    };
  }, [focusDay, focusNow, onFocusDay, places]);
  useShownTasks(shown);

  return { focusDay };
}
