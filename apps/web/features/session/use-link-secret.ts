"use client";

import { useSyncExternalStore } from "react";

/** Subscribes to changes to the URL fragment. Pasting another link to the same page changes only the fragment. */
function subscribeToFragment(listener: () => void): () => void {
  window.addEventListener("hashchange", listener);
  return () => window.removeEventListener("hashchange", listener);
}

/**
 * Returns the secret of the opened link. The secret is in the URL's fragment, which browsers do not send, so it does
 * not appear in requests, logs or `Referer` headers.
 *
 * @returns null if there is none; undefined during server rendering and hydration
 */
export function useLinkSecret(): string | null | undefined {
  return useSyncExternalStore<string | null | undefined>(
    subscribeToFragment,
    () => window.location.hash.slice(1) || null,
    () => undefined,
  );
}
