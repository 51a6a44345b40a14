import { WORKSPACE_ROLES, isAtLeast } from "@docket/schema/role";
import type { WorkspaceRole } from "@docket/schema/role";
import type {
  CreateWorkspace,
  RemoveWorkspaceMember,
  SetWorkspaceMember,
  UpdateWorkspace,
  Workspace,
  WorkspaceMember,
  WorkspaceMemberRemoved,
} from "@docket/schema/workspace";
import { missingWorkspaceRole } from "../../access/missing-role.ts";
import { endInvitations } from "../../entities/invitation/store.ts";
import type { WorkspaceMemberRef } from "../../entities/workspace/queries.ts";
import { findWorkspaceMember, getWorkspace, requireWorkspaceRole } from "../../entities/workspace/queries.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { command } from "../../log/command/command.ts";
import { mergeOntoCurrent } from "../../log/command/merge.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import { notFound } from "../../runtime/error.ts";
import { insertWorkspace } from "./create.ts";
import {
  grantWorkspaceRole,
  lockWorkspaceMembers,
  recordWorkspaceRole,
  requireOtherOwner,
  revokeAllRoles,
  saveWorkspaces,
} from "./store.ts";

/**
 * Creates another workspace, owned by the caller, and the caller's inbox in it.
 *
 * @throws DomainError `conflict` if the id is taken or the caller already owns too many workspaces
 */
export function createWorkspace(ctx: Ctx, input: CreateWorkspace): Promise<Workspace> {
  const { workspaceId, name } = input;
  const { userId } = ctx.actor;
  return command(ctx, input, {
    kind: "workspace.create",
    replay: () => getWorkspace(ctx, input),
    run: async (scope) => {
      await assertWithinLimit(scope.tx, "workspace", { userId });
      await insertWorkspace(scope, { workspaceId, name, userId, at: ctx.now() });
      const answer = await getWorkspace({ actor: ctx.actor, db: scope.tx }, input);
      return { result: { id: workspaceId }, answer };
    },
  });
}

/**
 * Renames a workspace. Its slug does not change, so links continue to work. Requires the admin role.
 *
 * @throws DomainError `not_found`, `forbidden`
 */
export function updateWorkspace(ctx: Ctx, input: UpdateWorkspace): Promise<Workspace> {
  const { workspaceId, set, baseVersion } = input;
  return command(ctx, input, {
    kind: "workspace.update",
    replay: () => getWorkspace(ctx, input),
    run: async (scope) => {
      await requireWorkspaceRole(scope.tx, ctx.actor, workspaceId, "admin");
      const before = await getWorkspace({ actor: ctx.actor, db: scope.tx }, input);
      await mergeOntoCurrent(scope.tx, ctx.actor, {
        workspaceId,
        entityId: workspaceId,
        baseVersion,
        current: before,
        set: {},
        textFields: [],
      });
      const after = { ...before, name: set.name ?? before.name };
      const [answer = before] = await saveWorkspaces(ctx, scope, [{ before, after }]);
      return { result: { id: workspaceId }, answer };
    },
  });
}

/**
 * Changes a member's role in a workspace. Requires the admin role. The caller can neither grant a role higher than
 * their own nor change the role of a member who ranks above them.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` for the last owner
 */
export async function setWorkspaceMember(ctx: Ctx, input: SetWorkspaceMember): Promise<WorkspaceMember> {
  const { userId, role } = input;
  const member = await command(ctx, input, {
    kind: "workspace.setMember",
    replay: async () => (await findWorkspaceMember(ctx.db, ctx.actor, input)) ?? throwPersonNotFound(),
    run: async (scope) => {
      const before = await requireManageableMember(ctx, scope, input, "admin");
      await requireRoleAtLeast(ctx, scope, input, role);
      if (before.role === role) return { result: { userId }, answer: before };
      if (before.role === "owner") await requireOtherOwner(scope, input);
      await grantWorkspaceRole(ctx, scope, input, before.role, role);
      return {
        result: { userId },
        answer: (await findWorkspaceMember(scope.tx, ctx.actor, input)) ?? throwPersonNotFound(),
      };
    },
  });
  ctx.runtime.notifier.notifyUser(userId);
  return member;
}

function throwPersonNotFound(): never {
  throw notFound("Person");
}

/** Returns a member whose role is not above the caller's, and locks all members of the workspace. */
async function requireManageableMember(
  ctx: Ctx,
  scope: CommandScope,
  member: WorkspaceMemberRef,
  minimum: WorkspaceRole,
): Promise<WorkspaceMember> {
  await requireWorkspaceRole(scope.tx, ctx.actor, member.workspaceId, "guest");
  await lockWorkspaceMembers(scope, member.workspaceId);
  await requireWorkspaceRole(scope.tx, ctx.actor, member.workspaceId, minimum);
  const found = (await findWorkspaceMember(scope.tx, ctx.actor, member)) ?? throwPersonNotFound();
  await requireRoleAtLeast(ctx, scope, member, found.role);
  return found;
}

async function requireRoleAtLeast(
  ctx: Ctx,
  { tx }: CommandScope,
  { workspaceId }: WorkspaceMemberRef,
  role: WorkspaceRole,
): Promise<void> {
  const own = await requireWorkspaceRole(tx, ctx.actor, workspaceId, "guest");
  if (!isAtLeast(WORKSPACE_ROLES, own, role)) throw missingWorkspaceRole(role);
}

/**
 * Removes a member from a workspace and from all its projects and tasks. Owners and admins can remove members who do
 * not rank above them. Any member can remove themselves.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` for the last owner and for the only manager of a shared
 *   project
 */
export async function removeWorkspaceMember(ctx: Ctx, input: RemoveWorkspaceMember): Promise<WorkspaceMemberRemoved> {
  const { workspaceId, userId } = input;
  const removed = await command(ctx, input, {
    kind: "workspace.removeMember",
    replay: () => Promise.resolve({ userId }),
    run: async (scope) => {
      const isOneself = userId === ctx.actor.userId;
      const { role } = await requireManageableMember(ctx, scope, input, isOneself ? "guest" : "admin");
      if (role === "owner") await requireOtherOwner(scope, input);
      await revokeAllRoles(ctx, scope, input);
      await endInvitations(ctx, scope.tx, { workspaceId, createdBy: userId });
      await scope.tx.workspaceMember.delete({ where: { workspaceId_userId: { workspaceId, userId } } });
      await recordWorkspaceRole(ctx, scope, input, role, null);
      return { result: { userId }, answer: { userId } };
    },
  });
  ctx.runtime.notifier.notifyUser(userId);
  return removed;
}
