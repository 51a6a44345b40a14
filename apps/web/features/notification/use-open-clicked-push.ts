"use client";

import { ownPath } from "@docket/schema/own-path";
import type { Route } from "next";
import { useEffect } from "react";
import { useNavigate } from "../../navigation/use-navigate.ts";

/** Opens the page of a push notification that is clicked while this tab is open (`public/sw.js`). */
export function useOpenClickedPush(): void {
  const navigate = useNavigate();
  useEffect(() => {
    // Undefined over plain HTTP.
    const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
    const onMessage = ({ data, ports }: MessageEvent<{ openPath?: unknown } | null>) => {
      if (data?.openPath === undefined) return;
      // The worker repeats the message until it is answered.
      ports[0]?.postMessage(null);
      // Safe because the service worker got the path of a page from the server.
      navigate(ownPath(data.openPath) as Route);
    };
    workers?.addEventListener("message", onMessage);
    return () => workers?.removeEventListener("message", onMessage);
  }, [navigate]);
}
