"use client";

import { useCallback } from "react";
import type { RefObject } from "react";
import { useActions } from "./use-actions.tsx";

/**
 * Lets the shortcuts that move between tasks also move between the items of another list.
 *
 * @param list the element that contains the list
 * @param selector selects the focusable elements in the list
 * @returns a function that moves the focus by a number of elements, or to the first or last one if the focus is outside
 *   the list. The function returns false if there is no element to focus.
 */
export function useListNavigation(
  list: RefObject<HTMLElement | null>,
  selector: string,
): (by: number) => false | undefined {
  const focus = useCallback(
    (choose: (stops: HTMLElement[], at: number) => HTMLElement | undefined): false | undefined => {
      const stops = [...(list.current?.querySelectorAll<HTMLElement>(selector) ?? [])];
      const at = stops.findIndex((stop) => stop.closest("li")?.contains(document.activeElement));
      const next = choose(stops, at);
      if (!next) return false;
      next.focus();
      return undefined;
    },
    [list, selector],
  );
  const step = useCallback(
    (by: number) => focus((stops, at) => (at < 0 ? stops.at(by > 0 ? 0 : -1) : stops[at + by])),
    [focus],
  );
  useActions({
    "list.next": () => step(1),
    "list.previous": () => step(-1),
    "list.first": () => focus((stops) => stops[0]),
    "list.last": () => focus((stops) => stops.at(-1)),
  });
  return step;
}
