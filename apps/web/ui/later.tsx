"use client";

import { Suspense, useEffect, useState } from "react";
import type { ReactNode } from "react";
import { whenIdle } from "./when-idle.ts";

/** Draws what the first sight of a page does without, like a part that is loaded later, when the browser has time for it. */
export function Later({ children }: { children: ReactNode }) {
  const [isTime, setTime] = useState(false);
  useEffect(() => whenIdle(() => setTime(true)), []);
  return isTime && <Suspense>{children}</Suspense>;
}
