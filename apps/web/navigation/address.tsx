"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { createContext, useContext, useLayoutEffect, useMemo, useSyncExternalStore } from "react";
import type { ReactNode } from "react";

const ADDRESS_CHANGE = "docket:address";

const RequestedAddress = createContext("/");

/**
 * Provides the address of the page to `usePath` and `useSearch`. The hooks of Next follow its own navigation only after
 * a transition; these follow `pushAddress` and the Back button immediately.
 *
 * @param props `requested` is the path and query that the server renders
 */
export function AddressProvider({ requested, children }: { requested: string; children: ReactNode }) {
  const path = usePathname();
  const search = useSearchParams();
  useLayoutEffect(() => {
    // Next has navigated to an ordinary route.
    window.dispatchEvent(new Event(ADDRESS_CHANGE));
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [path, search]);
  return <RequestedAddress value={requested}>{children}</RequestedAddress>;
}

/** Returns the path of the page, e.g. `/w/home/today`. */
export function usePath(): string {
  const requested = useContext(RequestedAddress);
  return useSyncExternalStore(
    subscribe,
    () => window.location.pathname,
    () => partsOf(requested).path,
  );
}

/** Returns the parameters in the query of the address. */
export function useSearch(): URLSearchParams {
  const requested = useContext(RequestedAddress);
  const search = useSyncExternalStore(
    subscribe,
    () => window.location.search,
    () => partsOf(requested).search,
  );
  return useMemo(() => new URLSearchParams(search), [search]);
}

/** Adds a history entry with the given address, and shows the top of the page if the path is another. */
export function pushAddress(href: string): void {
  const path = window.location.pathname;
  window.history.pushState(null, "", href);
  // After the entry has been added, because the browser keeps the scroll position of the one that is left.
  if (window.location.pathname !== path) window.scrollTo(0, 0);
  window.dispatchEvent(new Event(ADDRESS_CHANGE));
}

/** Replaces the address of the current history entry. */
export function replaceAddress(href: string): void {
  window.history.replaceState(null, "", href);
  window.dispatchEvent(new Event(ADDRESS_CHANGE));
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("popstate", onChange);
  window.addEventListener(ADDRESS_CHANGE, onChange);
  return () => {
    window.removeEventListener("popstate", onChange);
    window.removeEventListener(ADDRESS_CHANGE, onChange);
  };
}

function partsOf(address: string): { path: string; search: string } {
  const start = address.indexOf("?");
  return start === -1 ? { path: address, search: "" } : { path: address.slice(0, start), search: address.slice(start) };
}
