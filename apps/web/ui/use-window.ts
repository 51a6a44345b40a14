"use client";

import { useCallback, useEffect, useState } from "react";
import type { RefObject } from "react";

/** Number of rows rendered above and below the visible ones. */
const OVERSCAN = 8;
/**
 * Number of rows rendered initially: enough for a large window, but fewer than the first page of the list, so that no
 * further request is needed.
 */
const FIRST_ROWS = 40;

export type RowWindow = { first: number; last: number };

/**
 * Returns which rows of a long list to render: the visible ones and some around them. All rows have the same height, so
 * their positions are known without measuring. The list can be anywhere on the page, for example below other lists
 * whose height changes.
 *
 * @param list the element whose height is the total height of all rows
 * @param rowHeight returns the current height of a row, in pixels
 * @param scroller the element in which the list scrolls; the window if omitted
 * @param firstRows number of rows rendered by the server, which does not know the size of the window
 */
export function useWindow(
  list: RefObject<HTMLElement | null>,
  rowHeight: () => number,
  scroller?: RefObject<HTMLElement | null>,
  firstRows = FIRST_ROWS,
): RowWindow {
  const [rows, setRows] = useState<RowWindow>({ first: 0, last: firstRows });
  const update = useCallback(() => {
    const element = list.current;
    if (!element) return;
    const frame = scroller?.current?.getBoundingClientRect();
    const top = element.getBoundingClientRect().top - (frame?.top ?? 0);
    const height = rowHeight();
    const first = Math.max(0, Math.floor(-top / height) - OVERSCAN);
    const last = Math.ceil(((frame?.height ?? window.innerHeight) - top) / height) + OVERSCAN;
    // Change the window in steps, so that scrolling by a row or two does not cause a re-render.
    const step = OVERSCAN / 2;
    const next = { first: first - (first % step), last: last + step - (last % step) };
    setRows((rows) => (rows.first === next.first && rows.last === next.last ? rows : next));
  }, [list, rowHeight, scroller]);

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    // The observer also calls `update` as soon as it starts observing.
    const observer = new ResizeObserver(update);
    observer.observe(element);
    observer.observe(document.body);
    document.addEventListener("scroll", update, { passive: true, capture: true });
    window.addEventListener("resize", update);
    return () => {
      observer.disconnect();
      document.removeEventListener("scroll", update, { capture: true });
      window.removeEventListener("resize", update);
    };
  }, [list, update]);
  return rows;
}
