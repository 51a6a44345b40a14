import { useCallback, useRef } from "react";
import type { MouseEvent } from "react";

/**
 * Returns an `onClickCapture` handler for an overlay. It ignores the second click of a double-click whose first click
 * opened the overlay, because that click would close it again or choose what is under the pointer.
 */
export function useIgnoreOpeningClick(): (event: MouseEvent) => void {
  const hasOwn = useRef(false);
  return useCallback((event) => {
    // The number of consecutive clicks; 0 for a key.
    if (event.detail <= 1) hasOwn.current = true;
    if (hasOwn.current) return;
    event.preventDefault();
    event.stopPropagation();
  }, []);
}
