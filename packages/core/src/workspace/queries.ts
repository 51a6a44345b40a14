import type { Id } from "@docket/schema/id";
import { WORKSPACE_ROLES, WorkspaceRole, isAtLeast } from "@docket/schema/role";
import { workspacesFor } from "../access.ts";
import type { Actor } from "../actor.ts";
import { projectLimitOf } from "../actor.ts";
import type { Tx } from "../ctx.ts";
import { DomainError, notFound } from "../error.ts";

/**
 * The actor's role in a workspace, for a command on what belongs to the workspace as a whole.
 *
 * @throws DomainError `not_found` when the actor is no member, `forbidden` when their role does not reach, or for a token
 *   that is limited to projects
 */
export async function requireWorkspaceRole(
  db: Tx,
  actor: Actor,
  workspaceId: Id,
  minimum: WorkspaceRole,
): Promise<WorkspaceRole> {
  const member = await db.workspaceMember.findFirst({
    where: { workspaceId, userId: actor.userId, workspace: workspacesFor(actor, "guest") },
    select: { role: true },
  });
  if (!member) throw notFound("Workspace");
  const role = WorkspaceRole.parse(member.role);
  if (!isAtLeast(WORKSPACE_ROLES, role, minimum))
    throw new DomainError("forbidden", `You need to be ${minimum} of this workspace to do that.`);
  if (projectLimitOf(actor) !== null) throw new DomainError("forbidden", "This token is limited to certain projects.");
  return role;
}
