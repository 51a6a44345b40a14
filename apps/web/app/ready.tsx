"use client";

import { useEffect } from "react";

/**
 * Marks the page as usable: keys and clicks before this moment would be lost, and tests wait for the mark. And says whether the
 * machine has a ⌘ key, which the server can't know; and lets the browser keep the page for the time without a connection.
 */
export function Ready() {
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (/Mac|iPhone|iPad/.test(navigator.userAgent)) dataset.apple = "";
    dataset.ready = "true";
    // Not there on plain HTTP addresses, which can't be installed either.
    const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
    workers?.register("/sw.js").catch(() => undefined);
  }, []);
  return null;
}
