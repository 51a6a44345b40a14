"use client";

import type { ListedTask } from "@docket/schema/task";
import { useTaskScope } from "./task-scope.tsx";

/**
 * Attributes of the row of a task that is gone and only stays until the row may go (sync/held-changes.ts): nothing can be done with
 * it. But a title that is being typed is typed to its end.
 */
export function useRemovedRowProps({ id, deletedAt }: Pick<ListedTask, "id" | "deletedAt">) {
  const { renaming } = useTaskScope();
  const isGone = deletedAt !== null;
  return { "data-gone": isGone || undefined, inert: isGone && renaming !== id };
}
