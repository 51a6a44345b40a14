"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";

/** The parameter of an address that opens a task beside its list. */
const PARAMETER = "task";

/** The address of this page with a task open, or with none. */
export function openTaskHref(path: string, search: string, id: string | null): string {
  const next = new URLSearchParams(search);
  if (id === null) next.delete(PARAMETER);
  else next.set(PARAMETER, id);
  return next.size > 0 ? `${path}?${next}` : path;
}

/** The task that is open beside the list, and how to open another or none. It stands in the address, so that back closes it. */
export function useOpenTask(): [string | null, (id: string | null) => void] {
  const path = usePathname();
  const search = useSearchParams();
  const open = useCallback(
    (id: string | null) => window.history.pushState(null, "", openTaskHref(path, window.location.search, id)),
    [path],
  );
  return [search.get(PARAMETER), open];
}
