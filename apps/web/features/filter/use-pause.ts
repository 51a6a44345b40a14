"use client";

import { useCallback, useEffect, useRef } from "react";

/**
 * Does something once no more of its kind has come for a while, or at once when told so. What still waits when this part of the page
 * goes is forgotten.
 *
 * @param pause in milliseconds
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
