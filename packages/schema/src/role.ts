import { z } from "zod";

/** Roles in a project, weakest first. Each includes the permissions of the preceding ones. */
export const PROJECT_ROLES = ["viewer", "commenter", "editor", "manager"] as const;
export const ProjectRole = z.enum(PROJECT_ROLES);
export type ProjectRole = z.infer<typeof ProjectRole>;

/**
 * Roles in a workspace, weakest first. Owners and admins manage people and settings. None of these roles grants access
 * to a project.
 */
export const WORKSPACE_ROLES = ["guest", "member", "admin", "owner"] as const;
export const WorkspaceRole = z.enum(WORKSPACE_ROLES);
export type WorkspaceRole = z.infer<typeof WorkspaceRole>;

/**
 * Roles on the instance, weakest first. Administrators manage accounts but have no access to other people's projects.
 */
export const INSTANCE_ROLES = ["user", "admin", "owner"] as const;
export const InstanceRole = z.enum(INSTANCE_ROLES);
export type InstanceRole = z.infer<typeof InstanceRole>;

/**
 * Returns the roles that are at least as strong as `minimum`.
 *
 * @param ladder roles, weakest first
 */
export function rolesFrom<Role extends string>(ladder: readonly Role[], minimum: Role): Role[] {
  return ladder.slice(ladder.indexOf(minimum));
}

/** Returns whether `role` is at least `minimum`. Returns false if there is no role. */
export function isAtLeast<Role extends string>(ladder: readonly Role[], role: Role | null, minimum: Role): boolean {
  return role !== null && ladder.indexOf(role) >= ladder.indexOf(minimum);
}
