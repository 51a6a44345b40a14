"use client";

import { isDay } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { useCallback, useEffect, useState } from "react";
import type { RefObject } from "react";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { useViewer } from "../../entities/viewer/viewer.tsx";
import { rowHeight } from "../list/use-shown-rows.ts";

type WantedDay = { day: Day; focus: "list" | "strip" };

/**
 * Returns the day at the top of the list, below a sticky element, and a function that scrolls to another day.
 *
 * @param sticky the element below which the list is visible
 * @param onShow adds days to the list until it contains the given one
 */
export function useScrolledDay(sticky: RefObject<HTMLElement | null>, onShow: (day: Day) => void) {
  const scope = useTaskScope();
  const { today } = useViewer();
  const [scrolled, setScrolled] = useState<Day>(today);
  const [wanted, setWanted] = useState<WantedDay | null>(null);

  /**
   * Measures the page and returns a function from the first row of a group to its vertical position relative to the
   * lower edge of the sticky element.
   */
  const measure = useCallback(() => {
    const list = document.querySelector("main .task-list")?.getBoundingClientRect().top ?? 0;
    const top = list - (sticky.current?.getBoundingClientRect().bottom ?? 0);
    const height = rowHeight();
    return (start: number) => top + start * height;
  }, [sticky]);
  const update = useCallback(() => {
    const groups = scope.shownTasks().groups ?? [];
    const positionOf = measure();
    const key = groups.findLast(({ start = 0 }) => positionOf(start) <= 1)?.group.key ?? today;
    setScrolled(isDay(key) ? key : today);
  }, [measure, scope, today]);
  useEffect(() => {
    let frame: number | null = null;
    // A frame can have several scroll events.
    const onScroll = () => {
      frame ??= requestAnimationFrame(() => {
        frame = null;
        update();
      });
    };
    document.addEventListener("scroll", onScroll, { passive: true, capture: true });
    return () => {
      document.removeEventListener("scroll", onScroll, { capture: true });
      if (frame !== null) cancelAnimationFrame(frame);
    };
  }, [update]);

  useEffect(() => {
    if (wanted === null) return;
    // The list registers its days after this effect, if days had to be added.
    const frame = requestAnimationFrame(() => {
      const group = scope.shownTasks().groups?.find(({ group }) => group.key === wanted.day);
      if (!group) return;
      window.scrollBy({ top: measure()(group.start ?? 0) });
      update();
      if (wanted.focus === "list") focusHeading(wanted.day);
    });
    return () => cancelAnimationFrame(frame);
  }, [measure, scope, update, wanted]);

  return {
    day: scrolled < today ? today : scrolled,
    go: (day: Day, focus: WantedDay["focus"]) => {
      onShow(day);
      setWanted({ day, focus });
    },
  };
}

/** Number of frames after scrolling in which the list renders the rows that have come into view. */
const MAX_FRAMES = 30;

/** Focuses the button in the heading of a day as soon as it is rendered. */
function focusHeading(day: Day, frames = MAX_FRAMES): void {
  const button = document.querySelector<HTMLElement>(`main [data-group="${day}"] [data-group-head] button`);
  if (button) button.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusHeading(day, frames - 1));
}
