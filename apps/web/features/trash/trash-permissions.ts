import type { Project } from "@docket/schema/project";
import { PROJECT_ROLES, isAtLeast } from "@docket/schema/role";
import type { TrashItem } from "@docket/schema/trash";

/**
 * The minimum role required to restore each entity. The server lists deleted comments only for their authors and
 * managers.
 */
const RESTORE_ROLES = { task: "editor", section: "editor", comment: "commenter", project: "manager" } as const;

/** Returns whether the viewer can restore the item. */
export function canRestore({ entity }: TrashItem, project: Project | undefined): boolean {
  return project !== undefined && isAtLeast(PROJECT_ROLES, project.role, RESTORE_ROLES[entity]);
}

/** Returns whether the viewer can permanently delete the project's items. */
export function canPurge(project: Project | undefined): boolean {
  return project?.role === "manager";
}
