"use client";

import { useMemo } from "react";
import type { RefObject } from "react";
import { isTaskRow, shownGroups } from "../../entities/view/list-rows.ts";
import type { GroupRows } from "../../entities/view/list-rows.ts";
import type { ShownTasks } from "../../entities/view/shown-tasks.ts";
import { useShownTasks } from "../../entities/view/task-scope.tsx";
import { useTaskFocus } from "./use-task-focus.ts";

/** Returns the height of a row in pixels; must match the style sheet. */
export function rowHeight(): number {
  return window.matchMedia("(width < 40rem), (pointer: coarse)").matches ? 56 : 40;
}

type ShownRowsOptions = {
  groups: readonly GroupRows[];
  /** The element whose height is the total height of all rows. */
  container: RefObject<HTMLElement | null>;
  /** The scrolling element. Defaults to the window. */
  scroller?: RefObject<HTMLElement | null>;
  unfold: NonNullable<ShownTasks["unfold"]>;
  /** Returns the selector of the element to focus within a row. Defaults to the task's link. */
  focusable?: () => string;
};

/** Registers the rows' tasks with the view, so that the keyboard can move between them. */
export function useShownRows({ groups, container, scroller, unfold, focusable }: ShownRowsOptions) {
  const places = useMemo(() => {
    const found = new Map<string, { group: GroupRows; index: number }>();
    for (const group of groups)
      for (const [index, row] of group.rows.entries()) if (isTaskRow(row)) found.set(row.task.id, { group, index });
    return found;
  }, [groups]);

  const { focus, focusLast, pendingFocus } = useTaskFocus({
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
      pendingFocus,
      unfold,
    }),
    [focus, focusLast, groups, pendingFocus, places, unfold],
  );
  useShownTasks(shown);
}
