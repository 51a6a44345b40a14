"use client";

import { useEffect, useState } from "react";
import type { RefObject } from "react";

/** The height of what stands on a day besides its tasks, and of a task with its gap, in pixels. */
const HEAD = 29;
const LINE = 26;

/** Lines that a day has room for before anybody has measured, and at the least. */
const USUAL_ROOM = 3;

/** How many lines a day of a grid has room for, by the height of its weeks. */
export function useVisibleTaskCount(grid: RefObject<HTMLElement | null>, weeks: number): number {
  const [room, setRoom] = useState(USUAL_ROOM);
  useEffect(() => {
    const element = grid.current;
    if (!element) return;
    // The observer looks once as soon as it begins.
    const observer = new ResizeObserver(([entry]) => {
      const height = (entry?.contentRect.height ?? 0) / weeks;
      setRoom(Math.max(USUAL_ROOM, Math.floor((height - HEAD) / LINE)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [grid, weeks]);
  return room;
}
