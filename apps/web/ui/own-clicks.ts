import { useCallback, useRef } from "react";
import type { MouseEvent } from "react";

/**
 * Keeps from something that opens over the page the second click of a double click whose first one has opened it: it would close it
 * again, or choose what happens to lie under the pointer.
 *
 * @returns a handler for `onClickCapture`
 */
export function useOwnClicks(): (event: MouseEvent) => void {
  const hasOwn = useRef(false);
  return useCallback((event) => {
    // The number of the click in its series; 0 for a key.
    if (event.detail <= 1) hasOwn.current = true;
    if (hasOwn.current) return;
    event.preventDefault();
    event.stopPropagation();
  }, []);
}
