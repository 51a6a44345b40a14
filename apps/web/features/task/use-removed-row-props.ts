"use client";

import type { ListedTask } from "@docket/schema/task";
import { useTaskScope } from "./task-scope.tsx";

/**
 * Returns the attributes of a row whose task is deleted while remote changes are deferred: it is inert until it is
 * removed. A title that is being edited stays editable.
 */
export function useRemovedRowProps({ id, deletedAt }: Pick<ListedTask, "id" | "deletedAt">) {
  const { renaming } = useTaskScope();
  const isGone = deletedAt !== null;
  return { "data-gone": isGone || undefined, inert: isGone && renaming !== id };
}
