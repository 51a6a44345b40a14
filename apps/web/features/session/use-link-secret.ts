"use client";

import { useSyncExternalStore } from "react";

const nothing = () => () => undefined;

/**
 * The secret of the link that was opened. It stands behind the `#`, which browsers keep to themselves: it is in no request,
 * no log and no `Referer`.
 *
 * @returns null where there is none; undefined while the page is not live yet
 */
export function useLinkSecret(): string | null | undefined {
  return useSyncExternalStore<string | null | undefined>(
    nothing,
    () => window.location.hash.slice(1) || null,
    () => undefined,
  );
}
