"use client";

import { useEffect } from "react";
import { useSync } from "../../sync/sync-provider.tsx";
import { useNotice } from "../../ui/notice.tsx";

/** Ctrl Z (⌘ Z) takes back my last change on this page, with Shift it does it again. Texts that are being typed have their own. */
export function useUndoKeys(): void {
  const sync = useSync();
  const notice = useNotice();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "z" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      if (event.target instanceof HTMLElement && event.target.closest("input, textarea, [contenteditable]")) return;
      event.preventDefault();
      const isDone = event.shiftKey ? sync.redo() : sync.undo();
      const [done, nothing] = event.shiftKey
        ? ["Done again.", "Nothing to do again."]
        : ["Undone.", "Nothing to undo."];
      notice({ text: isDone ? done : nothing, tone: "plain" });
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [notice, sync]);
}
