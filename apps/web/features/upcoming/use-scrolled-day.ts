"use client";

import { isDay } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import { useCallback, useEffect, useState } from "react";
import type { RefObject } from "react";
import { useTaskScope } from "../../entities/view/task-scope.tsx";
import { useViewer } from "../../entities/viewer/viewer.tsx";

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
  const [wanted, setWanted] = useState<{ day: Day; focus: "list" | "strip" } | null>(null);

  const update = useCallback(() => {
    const key = scope.shownTasks().groupAt?.(sticky.current?.getBoundingClientRect().bottom ?? 0);
    if (key !== undefined) setScrolled(isDay(key) ? key : today);
  }, [scope, sticky, today]);
  useEffect(() => {
    document.addEventListener("scroll", update, { passive: true, capture: true });
    return () => document.removeEventListener("scroll", update, { capture: true });
  }, [update]);

  useEffect(() => {
    if (wanted === null) return;
    // The list registers its days after this effect, if days had to be added.
    const frame = requestAnimationFrame(() => {
      const edge = sticky.current?.getBoundingClientRect().bottom ?? 0;
      scope.shownTasks().revealGroup?.(wanted.day, edge, wanted.focus === "list");
      update();
    });
    return () => cancelAnimationFrame(frame);
  }, [scope, sticky, update, wanted]);

  return {
    day: scrolled < today ? today : scrolled,
    go: (day: Day, focus: "list" | "strip") => {
      onShow(day);
      setWanted({ day, focus });
    },
  };
}
