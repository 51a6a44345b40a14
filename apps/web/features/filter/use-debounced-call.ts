"use client";

import { useCallback, useEffect, useRef } from "react";

/**
 * Debounces calls. `later` schedules a call and replaces a pending one; `flush` runs the pending one immediately.
 * Unmounting the component discards a pending call.
 *
 * @param pause delay in milliseconds
 */
export function useDebouncedCall(pause: number): { later: (run: () => void) => void; flush: () => void } {
  const pendingCall = useRef<{ run: () => void; timer: ReturnType<typeof setTimeout> } | null>(null);
  const cancel = useCallback(() => {
    const taken = pendingCall.current;
    pendingCall.current = null;
    clearTimeout(taken?.timer);
    return taken;
  }, []);
  const flush = useCallback(() => cancel()?.run(), [cancel]);
  const schedule = useCallback(
    (run: () => void) => {
      cancel();
      pendingCall.current = { run, timer: setTimeout(flush, pause) };
    },
    [flush, pause, cancel],
  );
  useEffect(() => () => void cancel(), [cancel]);
  return { later: schedule, flush };
}
