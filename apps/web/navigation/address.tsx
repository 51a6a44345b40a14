"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { createContext, useContext, useLayoutEffect, useMemo, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { areViewsOfOneDocument } from "./view-address.ts";

type Address = { path: string; search: string };

const RequestedAddress = createContext("/");

/** The address of the page that is shown. Only browsers have it. */
let shown: Address | null = null;
const listeners = new Set<() => void>();

/**
 * Provides the address of the page to `usePath` and `useSearch`. The hooks of Next follow its own navigation only after
 * a transition; these follow `pushAddress` and, from view to view, the Back button immediately.
 *
 * @param props `requested` is the path and query that the server renders
 */
export function AddressProvider({ requested, children }: { requested: string; children: ReactNode }) {
  const path = usePathname();
  const search = useSearchParams();
  useLayoutEffect(() => {
    // Next has navigated to another page.
    showCurrentAddress();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [path, search]);
  useLayoutEffect(() => {
    window.addEventListener("popstate", followHistory);
    return () => window.removeEventListener("popstate", followHistory);
  }, []);
  return <RequestedAddress value={requested}>{children}</RequestedAddress>;
}

/** Returns the path of the page, e.g. `/w/home/today`. */
export function usePath(): string {
  const requested = useContext(RequestedAddress);
  return useSyncExternalStore(
    subscribe,
    () => shownAddress().path,
    () => partsOf(requested).path,
  );
}

/** Returns the parameters in the query of the address. */
export function useSearch(): URLSearchParams {
  const requested = useContext(RequestedAddress);
  const search = useSyncExternalStore(
    subscribe,
    () => shownAddress().search,
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
  showCurrentAddress();
}

/** Replaces the address of the current history entry. */
export function replaceAddress(href: string): void {
  window.history.replaceState(null, "", href);
  showCurrentAddress();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function shownAddress(): Address {
  shown ??= currentAddress();
  return shown;
}

function currentAddress(): Address {
  return { path: window.location.pathname, search: window.location.search };
}

function showCurrentAddress(): void {
  shown = currentAddress();
  for (const listener of listeners) listener();
}

/**
 * Follows the Back and Forward buttons from one view to another. All other pages stay until Next has loaded the next
 * one. Next ignores entries without state, which differ only in their fragment.
 */
function followHistory({ state }: PopStateEvent): void {
  if (state === null || areViewsOfOneDocument(shownAddress().path, window.location.pathname)) showCurrentAddress();
}

function partsOf(address: string): Address {
  const start = address.indexOf("?");
  return start === -1 ? { path: address, search: "" } : { path: address.slice(0, start), search: address.slice(start) };
}
