"use client";

import { useEffect } from "react";

/**
 * Marks the page as usable: keys and clicks before this moment would be lost, and tests wait for the mark. And says whether the
 * machine has a ⌘ key, which the server can't know.
 */
export function Ready() {
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (/Mac|iPhone|iPad/.test(navigator.userAgent)) dataset.apple = "";
    dataset.ready = "true";
  }, []);
  return null;
}
