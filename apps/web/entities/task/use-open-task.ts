"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";
import { TASK_PARAMETER, openTaskHref } from "./open-task-href.ts";

/**
 * Returns the id of the task that is open in the panel, and a function that opens another task or closes the panel. The
 * id is part of the URL, so Back closes the panel. Switching between tasks adds no history entry.
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
