"use client";

import { useCallback, useEffect, useRef } from "react";

/**
 * Debounces calls: `later` schedules a call and replaces a pending one, `flush` runs the pending one immediately. A
 * pending call is discarded when the component unmounts.
 *
 * @param pause delay in milliseconds
 */
export function usePause(pause: number): { later: (run: () => void) => void; flush: () => void } {
  const waiting = useRef<{ run: () => void; timer: ReturnType<typeof setTimeout> } | null>(null);
  const take = useCallback(() => {
    const taken = waiting.current;
    waiting.current = null;
    clearTimeout(taken?.timer);
    return taken;
  }, []);
  const flush = useCallback(() => take()?.run(), [take]);
  const later = useCallback(
    (run: () => void) => {
      take();
      waiting.current = { run, timer: setTimeout(flush, pause) };
    },
    [flush, pause, take],
  );
  useEffect(() => () => void take(), [take]);
  return { later, flush };
}
