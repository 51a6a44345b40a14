"use client";

import { useEffect, useLayoutEffect, useRef } from "react";
import type { Mark } from "./page-geometry.ts";

/** Mark that shows the drop target: a line between two rows, or a frame around the element that receives the item. */
export function DropMark({ find }: { find: () => Mark | null }) {
  const element = useRef<HTMLDivElement>(null);
  const latest = useRef(find);
  const put = () => {
    const { current } = element;
    const mark = latest.current();
    if (!current) return;
    current.hidden = mark === null;
    if (mark === null) return;
    const { top, left, width, height } = mark;
    Object.assign(current.style, {
      top: `${top - (height === 0 ? 1 : 0)}px`,
      left: `${left - (width === 0 ? 1 : 0)}px`,
      width: `${Math.max(2, width)}px`,
      height: `${Math.max(2, height)}px`,
    });
    current.toggleAttribute("data-line", height === 0 || width === 0);
  };
  // Runs after every render, because rows may have moved.
  useLayoutEffect(() => {
    latest.current = find;
    put();
  });
  useEffect(() => {
    document.addEventListener("scroll", put, { passive: true, capture: true });
    return () => document.removeEventListener("scroll", put, { capture: true });
    // `put` reads the latest `find` from a ref, so the listener never becomes stale.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, []);
  return (
    <div
      ref={element}
      aria-hidden
      data-drop-mark
      className="pointer-events-none fixed z-50 rounded-md border-2 border-accent bg-accent/10 data-line:border-0 data-line:bg-accent"
    />
  );
}
