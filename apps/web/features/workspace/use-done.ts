"use client";

import { useCallback } from "react";
import { useSync } from "../../sync/sync-provider.tsx";
import { useNotice } from "../../ui/notice.tsx";

/** Says what was done, with the way to take it back. */
export function useDone(): (text: string, commandId: string) => void {
  const sync = useSync();
  const notice = useNotice();
  return useCallback(
    (text, commandId) =>
      notice({ text, tone: "plain", action: { label: "Undo", run: () => void sync.undo(commandId) } }),
    [notice, sync],
  );
}
