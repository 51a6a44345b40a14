"use client";

import { useCallback, useEffect } from "react";
import { useCommands } from "../command/use-commands.tsx";
import { useOpenTask } from "../task/use-open-task.ts";

/** Closing the panel, by its key and by its button. Answers how to close it. */
export function usePanelCommands(id: string): () => void {
  const [, open] = useOpenTask();
  const close = useCallback(() => open(null), [open]);
  useCommands({ "panel.close": close });
  useEffect(() => () => rescueFocus(id), [id]);
  return close;
}

/** The focus that went away with the panel of a task goes to the task that is open instead, or back to the row. */
function rescueFocus(id: string): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  const next =
    document.querySelector<HTMLElement>("[data-panel]") ??
    document.querySelector<HTMLElement>(`main [data-task="${CSS.escape(id)}"] [data-task-link]`) ??
    document.querySelector<HTMLElement>("#content");
  next?.focus();
}
