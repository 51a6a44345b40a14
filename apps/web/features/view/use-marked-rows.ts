"use client";

import { useEffect } from "react";
import { elementOf } from "../../entities/view/task-scope.tsx";
import type { DeferredChanges } from "../../replica/deferred-changes.ts";

/** How long a remote change stays marked, in milliseconds. Must match the duration of the fade in globals.css. */
const MARK_MS = 1_000;
const MARK = "data-changed";

/** Briefly marks the rows and cards of tasks that other users have just changed. */
export function useMarkedRows(deferred: DeferredChanges): void {
  useEffect(
    () =>
      deferred.onMark((ids) => {
        // Wait until the rows are rendered.
        setTimeout(() => {
          const rows = ids.flatMap((id) => elementOf(id) ?? []);
          for (const row of rows) row.setAttribute(MARK, "");
          setTimeout(() => {
            for (const row of rows) row.removeAttribute(MARK);
          }, MARK_MS);
        });
      }),
    [deferred],
  );
}
