"use client";

import type { MouseEvent } from "react";
import { useTaskScope } from "./task-scope.tsx";

/**
 * The pointer's way of selecting, as X is the keyboard's: with Ctrl, ⌘ or Shift a click selects; without, it does on the parts of a
 * row that do nothing else. For `onClickCapture`.
 */
export function useSelectByClick(id: string): (event: MouseEvent) => void {
  const scope = useTaskScope();
  return (event) => {
    const isOnControl = event.target instanceof Element && event.target.closest("a, button, input") !== null;
    if (event.shiftKey) scope.selection.extendTo(id, scope.shown().order);
    else if (event.ctrlKey || event.metaKey || !isOnControl) scope.selection.toggle(id);
    else return;
    event.preventDefault();
  };
}
