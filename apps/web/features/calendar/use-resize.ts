"use client";

import type { Day } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import { useCallback, useEffect, useRef, useState } from "react";
import type { PointerEvent } from "react";
import { DAY_MINUTES, STEP_MINUTES, durationUntil, minutesAt, partOn } from "../../entities/view/day-time.ts";
import { useViewer } from "../../entities/viewer/viewer.tsx";

/**
 * Returns the handlers of an element whose drag changes a task's duration, and the end of the task during the drag, in
 * minutes of the day; null otherwise. Escape cancels the drag.
 *
 * @param day the day on which the task ends
 * @param onResize called with the new duration in minutes
 */
export function useResize(task: ListedTask, day: Day, onResize: (durationMinutes: number) => void) {
  const { timeZone } = useViewer();
  const [end, setEnd] = useState<number | null>(null);
  const column = useRef<HTMLElement | null>(null);
  const isResizing = end !== null;
  const cancel = useCallback(() => {
    column.current = null;
    setEnd(null);
  }, []);
  useEffect(() => {
    if (!isResizing) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      cancel();
    };
    document.addEventListener("keydown", onKeyDown, { capture: true });
    return () => document.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [cancel, isResizing]);

  const finish = () => {
    const isDropped = column.current !== null && end !== null && task.due !== null;
    if (isDropped && task.due) {
      const minutes = durationUntil(task.due, day, end, timeZone);
      if (minutes !== task.durationMinutes) onResize(minutes);
    }
    cancel();
  };
  return {
    end,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        column.current = event.currentTarget.closest<HTMLElement>("[data-hours]");
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const part = partOn(task, day, timeZone);
        if (!column.current || !part) return;
        const { top, height } = column.current.getBoundingClientRect();
        const fraction = (event.clientY - top) / height;
        const next = fraction >= 1 ? DAY_MINUTES : minutesAt(fraction);
        setEnd(Math.max(part.start + STEP_MINUTES, next));
      },
      onPointerUp: finish,
      // Comes before the loss of the pointer, for example when the browser takes over the gesture.
      onPointerCancel: cancel,
      onLostPointerCapture: finish,
    },
  };
}
