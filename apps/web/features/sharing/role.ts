import type { ProjectRole, WorkspaceRole } from "@docket/schema/role";

/** A role in a project or in a workspace. */
export type Role = ProjectRole | WorkspaceRole;
