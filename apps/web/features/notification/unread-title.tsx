"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useUnreadCount } from "../../entities/notification/use-unread-count.ts";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";
import { useConnection } from "../../replica/replica-provider.tsx";
import { useTRPC } from "../../trpc/react.ts";

/** How often the number is read while no changes arrive, in milliseconds. */
const FALLBACK_INTERVAL_MS = 60_000;

/** Begins the title of the browser's tab with the number of unread notifications. */
export function UnreadTitle() {
  const { live } = useConnection();
  const { id: workspaceId } = useWorkspace();
  const unread = useUnreadCount() ?? 0;
  // Reads the same number, which the sidebar shows, too.
  const refetchInterval = live === "live" ? false : FALLBACK_INTERVAL_MS;
  useQuery(useTRPC().notification.count.queryOptions({ workspaceId }, { refetchInterval }));
  useEffect(() => {
    if (unread === 0) return;
    let plain = document.title;
    let shown = "";
    const show = () => {
      // A title that was not set here is that of the next page. Between two pages, there is none.
      if (document.title === shown || document.title === "") return;
      plain = document.title;
      shown = `(${unread}) ${plain}`;
      document.title = shown;
    };
    show();
    const observer = new MutationObserver(show);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => {
      observer.disconnect();
      if (document.title === shown) document.title = plain;
    };
  }, [unread]);
  return null;
}
