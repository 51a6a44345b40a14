"use client";

import { useSyncExternalStore } from "react";

/** A link pasted into the address line of the page that waits for it changes nothing but what stands behind the `#`. */
function onOtherLink(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

/**
 * The secret of the link that was opened. It stands behind the `#`, which browsers keep to themselves: it is in no request,
 * no log and no `Referer`.
 *
 * @returns null where there is none; undefined while the page is not live yet
 */
export function useLinkSecret(): string | null | undefined {
  return useSyncExternalStore<string | null | undefined>(
    onOtherLink,
    () => window.location.hash.slice(1) || null,
    () => undefined,
  );
}
