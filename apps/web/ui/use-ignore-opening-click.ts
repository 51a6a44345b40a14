import { useCallback, useRef } from "react";
import type { MouseEvent } from "react";

/**
 * Returns an `onClickCapture` handler for an overlay. If the first click of a double-click opened the overlay, the
 * handler ignores the second one, which would close the overlay or choose the item under the pointer.
 */
export function useIgnoreOpeningClick(): (event: MouseEvent) => void {
  const hasOwn = useRef(false);
  return useCallback((event) => {
    // `detail` is the number of consecutive clicks; 0 for a key.
    if (event.detail <= 1) hasOwn.current = true;
    if (hasOwn.current) return;
    event.preventDefault();
    event.stopPropagation();
  }, []);
}
