import type { Project } from "@docket/schema/project";
import { PROJECT_ROLES, isAtLeast } from "@docket/schema/role";
import type { TrashItem } from "@docket/schema/trash";

/** Who may bring back what. The trash shows comments to their authors and to managers only. */
const RESTORING = { task: "editor", section: "editor", comment: "commenter", project: "manager" } as const;

/** Whether the reader may bring it back. */
export function canRestore({ entity }: TrashItem, project: Project | undefined): boolean {
  return project !== undefined && isAtLeast(PROJECT_ROLES, project.role, RESTORING[entity]);
}

/** Whether the reader may delete it for good. */
export function canPurge(project: Project | undefined): boolean {
  return project?.role === "manager";
}
