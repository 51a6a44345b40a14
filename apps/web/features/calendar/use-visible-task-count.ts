"use client";

import { useEffect, useState } from "react";
import type { RefObject } from "react";

/** Heights in pixels of a day cell without its tasks, and of a task including the gap. */
const DAY_HEADER_PX = 29;
const TASK_LINE_PX = 26;

/** Number of lines per day before the grid is measured; also the minimum. */
const MIN_LINES = 3;

/** Returns the number of lines that fit into a day cell, based on the measured height of the grid's weeks. */
export function useVisibleTaskCount(grid: RefObject<HTMLElement | null>, weeks: number): number {
  const [lineCount, setRoom] = useState(MIN_LINES);
  useEffect(() => {
    const element = grid.current;
    if (!element) return;
    // The observer also fires once when it starts.
    const observer = new ResizeObserver(([entry]) => {
      const height = (entry?.contentRect.height ?? 0) / weeks;
      setRoom(Math.max(MIN_LINES, Math.floor((height - DAY_HEADER_PX) / TASK_LINE_PX)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [grid, weeks]);
  return lineCount;
}
