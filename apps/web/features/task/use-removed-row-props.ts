"use client";

import type { ListedTask } from "@docket/schema/task";
import { useTaskScope } from "../../entities/view/task-scope.tsx";

/**
 * Returns the attributes of a task's row. While remote changes are deferred, the row of a deleted task stays in place
 * but is inert. A title that is being edited stays editable.
 */
export function useRemovedRowProps({ id, deletedAt }: Pick<ListedTask, "id" | "deletedAt">) {
  const { renamingId: renaming } = useTaskScope();
  const isGone = deletedAt !== null;
  return { "data-gone": isGone || undefined, inert: isGone && renaming !== id };
}
