"use client";

import { useCallback } from "react";
import { useCommands } from "../command/use-commands.tsx";
import { useOpenTask } from "../task/use-open-task.ts";

/** Closing the panel: the focus goes back to the row of its task, or to the page where there is none. Answers how to close it. */
export function usePanelCommands(id: string): () => void {
  const [, open] = useOpenTask();
  const close = useCallback(() => {
    open(null);
    requestAnimationFrame(() => {
      const row = document.querySelector<HTMLElement>(`main [data-task="${CSS.escape(id)}"] [data-task-link]`);
      (row ?? document.querySelector<HTMLElement>("#content"))?.focus();
    });
  }, [id, open]);
  useCommands({ "panel.close": close });
  return close;
}
