"use client";

import { useCallback } from "react";
import type { RefObject } from "react";
import { useCommands } from "./use-commands.tsx";

/**
 * Lets the keys that go through tasks go through a list of other things.
 *
 * @param list what the things are in
 * @param selector which of its elements take the focus
 * @returns goes on by so many things; from outside of the list to its first or last. False when there is none.
 */
export function useSteps(list: RefObject<HTMLElement | null>, selector: string): (by: number) => false | undefined {
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
  useCommands({
    "list.next": () => step(1),
    "list.previous": () => step(-1),
    "list.first": () => focus((stops) => stops[0]),
    "list.last": () => focus((stops) => stops.at(-1)),
  });
  return step;
}
