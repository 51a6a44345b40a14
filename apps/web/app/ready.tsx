"use client";

import { useEffect } from "react";

/**
 * Marks the page as interactive. Tests wait for this mark, because earlier key presses and clicks would be lost. Also
 * marks devices that have a ⌘ key, which the server cannot detect, and registers the service worker.
 */
export function Ready() {
  useEffect(() => {
    const { dataset } = document.documentElement;
    if (/Mac|iPhone|iPad/.test(navigator.userAgent)) dataset.apple = "";
    dataset.ready = "true";
    // Undefined over plain HTTP, where the app cannot be installed either.
    const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
    workers?.register("/sw.js").catch(() => undefined);
    // It keeps the files of the server's present build, and pages in this language.
    void workers?.ready.then(({ active: worker }) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is of this origin
      worker?.postMessage({ keepFor: document.documentElement.lang });
    });
  }, []);
  return null;
}
