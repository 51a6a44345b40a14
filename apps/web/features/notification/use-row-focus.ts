"use client";

import { useLayoutEffect, useRef } from "react";
import type { RefObject } from "react";

/**
 * Moves the focus to the row that takes the place of a focused row that disappears, so that keyboard users don't lose
 * their position.
 *
 * @param list the element that contains the rows
 * @param ids the ids of the rows, in the order in which they are shown
 */
export function useRowFocus(list: RefObject<HTMLElement | null>, ids: readonly string[]): void {
  const focused = useRef<{ id: string; index: number } | null>(null);
  useLayoutEffect(() => {
    const before = focused.current;
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (before === null || !isLost || ids.includes(before.id)) return;
    const next = ids[Math.min(before.index, ids.length - 1)];
    const row = next === undefined ? null : list.current?.querySelector<HTMLElement>(`[data-row="${next}"]`);
    (row?.querySelector<HTMLElement>("a, button") ?? document.getElementById("content"))?.focus();
  }, [ids, list]);
  useLayoutEffect(() => {
    const element = list.current;
    const onFocus = ({ target }: FocusEvent) => {
      const id = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-row]")?.dataset.row : undefined;
      focused.current = id === undefined ? null : { id, index: ids.indexOf(id) };
    };
    element?.addEventListener("focusin", onFocus);
    return () => element?.removeEventListener("focusin", onFocus);
  }, [ids, list]);
}
