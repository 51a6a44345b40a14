"use client";

import { Suspense, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { whenIdle } from "./when-idle.ts";

/**
 * Defers rendering of children that are not needed for the first view of a page. They are rendered when the browser is
 * idle, or as soon as a key or pointer is pressed, because the children may handle that event.
 */
export function LazyIsland({ children }: { children: ReactNode }) {
  const [isTime, setTime] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const draw = () => {
      listening.abort();
      setTime(true);
    };
    // Listen in the capture phase, so that the children are rendered before the event reaches them.
    const options = { capture: true, passive: true, signal: listening.signal };
    for (const type of ["keydown", "pointerdown"]) document.addEventListener(type, draw, options);
    const cancel = whenIdle(draw);
    return () => {
      listening.abort();
      cancel();
    };
  }, []);
  return isTime && <Suspense>{children}</Suspense>;
}
