"use client";

import { useEffect } from "react";
import { useUnreadCount } from "../../entities/notification/use-unread-count.ts";

/** Begins the title of the browser's tab with the number of unread notifications. */
export function UnreadTitle() {
  const unread = useUnreadCount() ?? 0;
  useEffect(() => {
    if (unread === 0) return;
    let plain = document.title;
    let shown = "";
    const show = () => {
      // A title that was not set here is that of the next page.
      if (document.title === shown) return;
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
