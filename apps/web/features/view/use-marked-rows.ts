"use client";

import { useEffect } from "react";
import type { HeldChanges } from "../../sync/held-changes.ts";
import { elementOf } from "../task/task-scope.tsx";

/** How long a change of others is marked, in milliseconds: as long as the tint takes to fade (globals.css). */
const MARK_MS = 1_000;
const MARK = "data-changed";

/** Marks for a moment the rows, cards and lines of tasks that others have just changed. */
export function useMarkedRows(held: HeldChanges): void {
  useEffect(
    () =>
      held.onMark((ids) => {
        // When they are drawn.
        setTimeout(() => {
          const rows = ids.flatMap((id) => elementOf(id) ?? []);
          for (const row of rows) row.setAttribute(MARK, "");
          setTimeout(() => {
            for (const row of rows) row.removeAttribute(MARK);
          }, MARK_MS);
        });
      }),
    [held],
  );
}
