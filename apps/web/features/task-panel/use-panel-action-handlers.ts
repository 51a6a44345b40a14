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

/** Moves the focus, if it was lost with a task's panel, to the panel of the next task, the task's row or the page. */
function restoreFocus(id: string): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  const next =
    document.querySelector<HTMLElement>("[data-panel]") ??
    document.querySelector<HTMLElement>(`main [data-task="${CSS.escape(id)}"] [data-task-link]`) ??
    document.querySelector<HTMLElement>("#content");
  next?.focus();
}
