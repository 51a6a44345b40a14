"use client";

import { useMemo } from "react";
import type { RefObject } from "react";
import { useShownTasks } from "../task/task-scope.tsx";
import type { ShownTasks } from "../task/task-scope.tsx";
import { isHere, shownGroups } from "./list-rows.ts";
import type { GroupRows } from "./list-rows.ts";
import { useTaskFocus } from "./use-task-focus.ts";

/** The height of a row as the style sheet has it, in pixels. */
export function rowHeight(): number {
  return window.matchMedia("(width < 40rem), (pointer: coarse)").matches ? 56 : 40;
}

type ShownRowsOptions = {
  groups: readonly GroupRows[];
  /** The element that is as high as all rows together. */
  container: RefObject<HTMLElement | null>;
  /** The element in which it scrolls; the window when absent. */
  scroller?: RefObject<HTMLElement | null>;
  unfold: NonNullable<ShownTasks["unfold"]>;
  /** What of a row takes the focus, as a selector; its link when absent. */
  focusable?: () => string;
};

/** Tells the view which tasks these rows are, and how one of them gets the focus. */
export function useShownRows({ groups, container, scroller, unfold, focusable }: ShownRowsOptions) {
  const places = useMemo(() => {
    const found = new Map<string, { group: GroupRows; index: number }>();
    for (const group of groups)
      for (const [index, row] of group.rows.entries()) if (isHere(row)) found.set(row.task.id, { group, index });
    return found;
  }, [groups]);

  const { focus, focusLast } = useTaskFocus({
    groups,
    container,
    focusable,
    reveal: (id) => {
      const place = places.get(id);
      const list = container.current;
      if (!place || !list) return;
      const index = place.group.start + place.index + (place.group.group.heading === null ? 0 : 1);
      const top = list.getBoundingClientRect().top + index * rowHeight();
      (scroller?.current ?? globalThis).scrollBy({ top: top - globalThis.innerHeight / 2 });
    },
  });

  const shown = useMemo(
    () => ({
      order: [...places.keys()],
      groups: shownGroups(groups),
      find: (id: string) => {
        const place = places.get(id);
        const row = place?.group.rows[place.index];
        return row?.kind === "task" ? row.task : undefined;
      },
      focus,
      focusLast,
      unfold,
    }),
    [focus, focusLast, groups, places, unfold],
  );
  useShownTasks(shown);
}
