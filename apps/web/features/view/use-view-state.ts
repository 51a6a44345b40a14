"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { usePreference } from "../preference/use-preference.ts";
import { REMEMBERED_VIEWS, remember, rememberedState } from "./remembered-view.ts";
import { hasViewState, readViewState, writeViewState } from "./view-state.ts";
import type { ViewState } from "./view-state.ts";

/**
 * How this page's tasks are looked at: what the address says, else what the person chose here last. A change goes into the address
 * without a new page, and is remembered.
 *
 * @param page name of the page under which the choice is remembered, e.g. `project.<id>`
 */
export function useViewState(page: string, plain: ViewState): [ViewState, (change: Partial<ViewState>) => void] {
  const search = useSearchParams();
  const [views, setViews] = usePreference<Record<string, string>>(REMEMBERED_VIEWS, {});
  const state = useMemo(
    () => (hasViewState(search) ? readViewState(search, plain) : rememberedState(views, page, plain)),
    [search, plain, views, page],
  );
  const set = useCallback(
    (change: Partial<ViewState>) => {
      const next = { ...state, ...change };
      const current = new URLSearchParams(window.location.search);
      const written = writeViewState(current, next, plain);
      window.history.replaceState(null, "", `${window.location.pathname}${written.size > 0 ? `?${written}` : ""}`);
      // A page opens at today again, however far somebody has turned it.
      const kept = writeViewState(new URLSearchParams(), { ...next, day: null }, plain);
      if (views[page] !== kept.toString()) setViews(remember(views, page, kept));
    },
    [page, plain, setViews, state, views],
  );
  return [state, set];
}
