"use client";

import { useCallback, useEffect } from "react";
import { useActions } from "../../actions/use-actions.tsx";
import { useOpenTask } from "../../entities/task/use-open-task.ts";

/** Registers the action that closes the panel, and returns it for the close button. */
export function usePanelActionHandlers(id: string): () => void {
  const [, open] = useOpenTask();
  const close = useCallback(() => open(null), [open]);
  useActions({ "panel.close": close });
  useEffect(() => () => restoreFocus(id), [id]);
  return close;
}

/**
 * Focuses the next task's panel, the task's row or the page, if closing the task's panel removed the focused element.
 */
function restoreFocus(id: string): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  const next =
    document.querySelector<HTMLElement>("[data-panel]") ??
    document.querySelector<HTMLElement>(`main [data-task="${CSS.escape(id)}"] [data-task-link]`) ??
    document.querySelector<HTMLElement>("#content");
  next?.focus();
}
