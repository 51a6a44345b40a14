"use client";

import { Suspense, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { whenIdle } from "./when-idle.ts";

/**
 * Draws what the first sight of a page does without, like a part that is loaded later: when the browser has time for it, or as soon
 * as a key or a pointer is pressed, since that may be what the part is for.
 */
export function LazyIsland({ children }: { children: ReactNode }) {
  const [isTime, setTime] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const draw = () => {
      listening.abort();
      setTime(true);
    };
    // Before anything else hears of the press: what the part does with it begins with this very one.
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
