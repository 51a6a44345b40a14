"use client";

import type { MouseEvent } from "react";
import { useTaskScope } from "./task-scope.tsx";

/**
 * Selecting by the pointer: with Ctrl, ⌘ or Shift a click on a task selects; without, it does on the parts of it that do nothing
 * else.
 */
export function useClickSelection(id: string): (event: MouseEvent) => void {
  const scope = useTaskScope();
  return (event) => {
    const isOnControl = event.target instanceof Element && event.target.closest("a, button, input") !== null;
    if (event.shiftKey) scope.selection.extendTo(id, scope.shown().order);
    else if (event.ctrlKey || event.metaKey || !isOnControl) scope.selection.toggle(id);
    else return;
    event.preventDefault();
  };
}
