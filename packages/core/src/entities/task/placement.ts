import type { Id } from "@docket/schema/id";
import type { Task } from "@docket/schema/task";
import type { TaskChange } from "./definition.ts";

/**
 * Returns the changes to those descendants of moved tasks that are not moved themselves because they are in the trash.
 * Within their project they follow their parent, so that they can be restored below it. They are never moved to another
 * project, where they would become visible to users who could not see them before. Instead, each is attached to its
 * nearest ancestor that stays in the project, or becomes a root.
 *
 * @param tree the moved tasks with all their descendants, including trashed ones, parents first
 * @param moved the changes to the moved tasks
 * @param leavingSections sections that are moved to another project
 */
export function changesBelow(
  tree: Task[],
  moved: TaskChange[],
  leavingSections: ReadonlySet<Id> = new Set(),
): TaskChange[] {
  const places = new Map(moved.map((change) => [change.before.id, change]));
  const changes: TaskChange[] = [];
  const remainingParent = (parentId: Id | null): Id | null => {
    const parent = parentId === null ? undefined : places.get(parentId);
    if (!parent || parent.before.projectId === parent.after.projectId) return parentId;
    return remainingParent(parent.before.parentId);
  };
  for (const before of tree) {
    if (places.has(before.id)) continue;
    const parentId = remainingParent(before.parentId);
    const parent = parentId === null ? undefined : places.get(parentId);
    const sectionId = parent === undefined ? before.sectionId : parent.after.sectionId;
    const isLeft = sectionId !== null && leavingSections.has(sectionId);
    const change: TaskChange = {
      before,
      after: { ...before, parentId, sectionId: isLeft ? null : sectionId },
      op: "move",
    };
    places.set(before.id, change);
    changes.push(change);
  }
  return changes;
}
