"use client";

import { useCallback } from "react";
import { pushAddress, replaceAddress, usePath, useSearch } from "../../navigation/address.tsx";
import { TASK_PARAMETER, openTaskHref } from "./open-task-href.ts";

/**
 * Returns the id of the task that is open in the panel, and a function that opens another task or closes the panel. The
 * id is part of the URL, so Back closes the panel. Switching between tasks adds no history entry.
 */
export function useOpenTask(): [string | null, (id: string | null) => void] {
  const path = usePath();
  const search = useSearch();
  const openId = search.get(TASK_PARAMETER);
  const open = useCallback(
    (id: string | null) => {
      const href = openTaskHref(path, window.location.search, id);
      if (openId !== null && id !== null) replaceAddress(href);
      else pushAddress(href);
    },
    [openId, path],
  );
  return [openId, open];
}
