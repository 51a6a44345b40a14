"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";
import { TASK_PARAMETER, openTaskHref } from "./open-task-href.ts";

/**
 * The task that is open beside the list, and how to open another or none. It stands in the address, so that back closes it; going
 * from one to the next is no step to go back.
 */
export function useOpenTask(): [string | null, (id: string | null) => void] {
  const path = usePathname();
  const search = useSearchParams();
  const openId = search.get(TASK_PARAMETER);
  const open = useCallback(
    (id: string | null) => {
      const href = openTaskHref(path, window.location.search, id);
      if (openId !== null && id !== null) window.history.replaceState(null, "", href);
      else window.history.pushState(null, "", href);
    },
    [openId, path],
  );
  return [openId, open];
}
