"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useMemo } from "react";
import { usePreference } from "../preference/use-preference.ts";
import { REMEMBERED_VIEWS, remember, rememberedState } from "./remembered-view.ts";
import { hasViewState, readViewState, writeViewState } from "./view-state.ts";
import type { ViewState } from "./view-state.ts";

/** Changes how a page looks: in the place of the present address, or as a step that back takes back. */
export type SetViewState = (change: Partial<ViewState>, how?: "replace" | "push") => void;

/**
 * How this page's tasks are looked at: what the address says, else what the person chose here last. A change goes into the address
 * without a new page, and is remembered.
 *
 * @param page name of the page under which the choice is remembered, e.g. `project.<id>`
 */
export function useViewState(page: string, plain: ViewState): [ViewState, SetViewState] {
  const search = useSearchParams();
  const [views, setViews] = usePreference<Record<string, string>>(REMEMBERED_VIEWS, {});
  const state = useMemo(
    () => (hasViewState(search) ? readViewState(search, plain) : rememberedState(views, page, plain)),
    [search, plain, views, page],
  );
  const keep = useCallback(
    (next: ViewState) => {
      // A page opens at today again, however far somebody has turned it.
      const kept = writeViewState(new URLSearchParams(), { ...next, day: null }, plain);
      if (views[page] !== kept.toString()) setViews(remember(views, page, kept));
    },
    [page, plain, setViews, views],
  );
  const set = useCallback<SetViewState>(
    (change, how = "replace") => {
      const next = { ...state, ...change };
      const current = new URLSearchParams(window.location.search);
      // An address that says nothing would show the newest state again, so the one to come back to says what it shows.
      if (how === "push" && !hasViewState(current))
        window.history.replaceState(null, "", addressOf(explicit(writeViewState(current, state, plain), state)));
      const written = addressOf(writeViewState(current, next, plain));
      if (how === "push") window.history.pushState(null, "", written);
      else window.history.replaceState(null, "", written);
      keep(next);
    },
    [keep, plain, state],
  );
  useEffect(() => {
    const path = window.location.pathname;
    // Back and forward are choices too.
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

/** Names the filter even where the page looks as it usually does, which an address leaves out. */
function explicit(search: URLSearchParams, { filter }: ViewState): URLSearchParams {
  if (!hasViewState(search)) search.set("filter", filter);
  return search;
}
