"use client";

import { useCallback, useEffect, useState } from "react";
import type { RefObject } from "react";

/** Rows drawn above and below what can be seen. */
const OVERSCAN = 8;
/** As many rows as a large window shows, and fewer than come with the page, so that no more are asked for at first sight. */
const FIRST_ROWS = 40;

export type RowWindow = { first: number; last: number };

/**
 * Which rows of a long list are worth drawing: those in sight and some around. All rows are equally high, so their places are
 * known without measuring, and a list may stand anywhere in the page, below others that grow and shrink.
 *
 * @param list the element that is as high as all rows together
 * @param rowHeight in pixels, as styled at the moment
 * @param scroller the element in which the list scrolls; the window when absent
 * @param firstRows rows drawn by the server, which does not know the window
 */
export function useWindow(
  list: RefObject<HTMLElement | null>,
  rowHeight: () => number,
  scroller?: RefObject<HTMLElement | null>,
  firstRows = FIRST_ROWS,
): RowWindow {
  const [rows, setRows] = useState<RowWindow>({ first: 0, last: firstRows });
  const look = useCallback(() => {
    const element = list.current;
    if (!element) return;
    const frame = scroller?.current?.getBoundingClientRect();
    const top = element.getBoundingClientRect().top - (frame?.top ?? 0);
    const height = rowHeight();
    const first = Math.max(0, Math.floor(-top / height) - OVERSCAN);
    const last = Math.ceil(((frame?.height ?? window.innerHeight) - top) / height) + OVERSCAN;
    // In steps, so that scrolling by a row or two draws nothing anew.
    const step = OVERSCAN / 2;
    const next = { first: first - (first % step), last: last + step - (last % step) };
    setRows((rows) => (rows.first === next.first && rows.last === next.last ? rows : next));
  }, [list, rowHeight, scroller]);

  useEffect(() => {
    const element = list.current;
    if (!element) return;
    // The observer looks once as soon as it begins.
    const observer = new ResizeObserver(look);
    observer.observe(element);
    observer.observe(document.body);
    document.addEventListener("scroll", look, { passive: true, capture: true });
    window.addEventListener("resize", look);
    return () => {
      observer.disconnect();
      document.removeEventListener("scroll", look, { capture: true });
      window.removeEventListener("resize", look);
    };
  }, [list, look]);
  return rows;
}
