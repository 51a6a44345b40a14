"use client";

import { useCallback } from "react";
import type { TaskActions } from "../../entities/task/use-task-actions.ts";
import type { GroupChange } from "./group-change.ts";

/** Applies the changes produced by a drop. */
export function useApplyChanges(actions: TaskActions): (changes: readonly GroupChange[]) => void {
  return useCallback(
    (changes) => {
      for (const change of changes) {
        if (change.kind === "move") actions.move(change.tasks, change.to);
        else if (change.kind === "reschedule") actions.reschedule(change.dates);
        else if (change.kind === "set") actions.setFields(change.tasks, change.fields, change.labels);
        else actions[change.kind](change.tasks);
      }
    },
    [actions],
  );
}
