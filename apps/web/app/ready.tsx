"use client";

import { useEffect, useState } from "react";

/** Marks the page as usable: keys and clicks before this moment would be lost. */
export function Ready() {
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    document.documentElement.dataset.ready = "true";
    setReady(true);
  }, []);
  return <p aria-live="polite">{isReady ? "Ready" : "Loading"}</p>;
}
