"use client";

import type { MouseEvent } from "react";
import { useTaskScope } from "../../entities/view/task-scope.tsx";

/**
 * Returns an `onClickCapture` handler that selects a task, as the X key does. With Ctrl or ⌘, any click selects the
 * task; with Shift, any click extends the selection to it. Without a modifier, only clicks outside links, buttons and
 * inputs select it.
 */
export function useSelectByClick(id: string): (event: MouseEvent) => void {
  const scope = useTaskScope();
  return (event) => {
    const isOnControl = event.target instanceof Element && event.target.closest("a, button, input") !== null;
    if (event.shiftKey) scope.selection.extendTo(id, scope.shownTasks().order);
    else if (event.ctrlKey || event.metaKey || !isOnControl) scope.selection.toggle(id);
    else return;
    event.preventDefault();
  };
}
