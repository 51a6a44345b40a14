"use client";

import { useCallback, useSyncExternalStore } from "react";
import { rememberInBrowser } from "../../entities/preference/browser-cookie.ts";
import { APPEARANCE_COOKIE, appearanceOf } from "./appearance.ts";
import type { Appearance } from "./appearance.ts";

const listeners = new Set<() => void>();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Returns the appearance chosen in this browser and a function that changes it. The server uses the choice for the
 * pages that it renders from then on.
 */
export function useAppearance(): [Appearance, (next: Appearance) => void] {
  const appearance = useSyncExternalStore(
    subscribe,
    () => appearanceOf(document.documentElement.dataset.appearance),
    () => "system" as const,
  );
  const choose = useCallback((next: Appearance) => {
    document.documentElement.dataset.appearance = next;
    rememberInBrowser(APPEARANCE_COOKIE, next);
    for (const listener of listeners) listener();
  }, []);
  return [appearance, choose];
}
