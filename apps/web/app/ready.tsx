"use client";

import { useEffect } from "react";

/** Marks the page as usable: keys and clicks before this moment would be lost. Tests wait for the mark. */
export function Ready() {
  useEffect(() => {
    document.documentElement.dataset.ready = "true";
  }, []);
  return null;
}
