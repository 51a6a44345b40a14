"use client";

import type { ListedTask } from "@docket/schema/task";
import { useSyncExternalStore } from "react";
import { useSync } from "../../sync/sync-provider.tsx";
import { useTaskScope } from "./task-scope.tsx";

/**
 * What others have done to a task, as attributes of its row: it has just changed, or it is gone and only stays until the row may go
 * (sync/held-changes.ts). Nothing can be done with it then; but a title that is being typed is typed to its end.
 */
export function useRowMarks({ id, deletedAt }: Pick<ListedTask, "id" | "deletedAt">) {
  const { justChanged } = useSync();
  const { renaming } = useTaskScope();
  const isChanged = useSyncExternalStore(
    justChanged.subscribe,
    () => justChanged.has(id),
    () => false,
  );
  const isGone = deletedAt !== null;
  return { "data-changed": isChanged || undefined, "data-gone": isGone || undefined, inert: isGone && renaming !== id };
}
