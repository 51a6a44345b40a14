"use client";

import { useCallback, useEffect, useMemo } from "react";
import { pushAddress, replaceAddress, useSearch } from "../../navigation/address.tsx";
import { usePreference } from "../preference/use-preference.ts";
import { REMEMBERED_VIEWS, remember, rememberedState } from "./remembered-view.ts";
import { hasViewState, readViewState, writeViewState } from "./view-state.ts";
import type { ViewState } from "./view-state.ts";

/**
 * Changes the view. `push` adds a history entry, so that Back reverts the change. `replace`, the default, replaces the
 * current entry.
 */
export type SetViewState = (change: Partial<ViewState>, how?: "replace" | "push") => void;

/**
 * Returns the view of a page and a function that changes it. The view is the one in the URL, otherwise the last one
 * that the user chose on this page. A change is stored and updates the URL without a page load.
 *
 * @param page the key under which the view is stored, e.g. `project.<id>`
 */
export function useViewState(page: string, plain: ViewState): [ViewState, SetViewState] {
  const search = useSearch();
  const [views, setViews] = usePreference<Record<string, string>>(REMEMBERED_VIEWS, {});
  const state = useMemo(
    () => (hasViewState(search) ? readViewState(search, plain) : rememberedState(views, page, plain)),
    [search, plain, views, page],
  );
  const keep = useCallback(
    (next: ViewState) => {
      // The day is not stored, because a calendar opens on today.
      const kept = writeViewState(new URLSearchParams(), { ...next, day: null }, plain);
      if (views[page] !== kept.toString()) setViews(remember(views, page, kept));
    },
    [page, plain, setViews, views],
  );
  const set = useCallback<SetViewState>(
    (change, how = "replace") => {
      const next = { ...state, ...change };
      const current = new URLSearchParams(window.location.search);
      // Add the parameters to the current entry. Without them, Back would show the stored view, which is about to
      // change.
      if (how === "push" && !hasViewState(current))
        replaceAddress(addressOf(withExplicitFilter(writeViewState(current, state, plain), state)));
      const written = addressOf(writeViewState(current, next, plain));
      if (how === "push") pushAddress(written);
      else replaceAddress(written);
      keep(next);
    },
    [keep, plain, state],
  );
  useEffect(() => {
    const path = window.location.pathname;
    // Back and Forward change the view too.
    const onStep = () => {
      const stepped = new URLSearchParams(window.location.search);
      if (window.location.pathname === path && hasViewState(stepped)) keep(readViewState(stepped, plain));
    };
    window.addEventListener("popstate", onStep);
    return () => window.removeEventListener("popstate", onStep);
  }, [keep, plain]);
  return [state, set];
}

function addressOf(search: URLSearchParams): string {
  return `${window.location.pathname}${search.size > 0 ? `?${search}` : ""}`;
}

/** Sets the filter parameter explicitly if the view equals the default, which would otherwise leave the URL empty. */
function withExplicitFilter(search: URLSearchParams, { filter }: ViewState): URLSearchParams {
  if (!hasViewState(search)) search.set("filter", filter);
  return search;
}
