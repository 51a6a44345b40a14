import type { Id } from "@docket/schema/id";
import { WorkspaceRole } from "@docket/schema/role";
import { uuidv7 } from "@docket/schema/uuid";
import { endInvitations } from "../../entities/invitation/store.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { appendToLog } from "../../log/command/log.ts";
import type { ChangeDraft } from "../../log/record.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { lockWorkspaceMembers, recordWorkspaceRole, requireOtherOwner, revokeAllRoles } from "./store.ts";

/**
 * Removes a user who is deleting their account from all workspaces. A workspace without other members is trashed. In
 * the others, the user is removed from all projects and tasks, and projects that only they could see are trashed.
 *
 * @returns the workspaces whose change logs have new entries
 * @throws DomainError `conflict` if other members would be left without an owner of the workspace, or without a manager
 *   of a shared project
 */
export async function leaveAllWorkspaces(ctx: Ctx, tx: Tx): Promise<Id[]> {
  const { userId } = ctx.actor;
  const memberships = await tx.workspaceMember.findMany({ where: { userId }, orderBy: { workspaceId: "asc" } });
  for (const { workspaceId, role } of memberships) {
    const changes: ChangeDraft[] = [];
    const scope: CommandScope = { tx, record: (change) => changes.push(change) };
    await leaveWorkspace(ctx, scope, workspaceId, WorkspaceRole.parse(role));
    await appendToLog(tx, {
      workspaceId,
      commandId: uuidv7(),
      actorId: userId,
      tokenId: null,
      kind: "account.delete",
      inputHash: new Uint8Array(),
      result: null,
      groupId: null,
      undoOf: null,
      at: ctx.now(),
      changes,
    });
  }
  return memberships.map(({ workspaceId }) => workspaceId);
}

async function leaveWorkspace(ctx: Ctx, scope: CommandScope, workspaceId: Id, role: WorkspaceRole): Promise<void> {
  const { userId } = ctx.actor;
  await lockWorkspaceMembers(scope, workspaceId);
  const others = await scope.tx.workspaceMember.count({ where: { workspaceId, userId: { not: userId } } });
  if (others === 0) return trashWorkspace(ctx, scope, workspaceId);
  const member = { workspaceId, userId };
  if (role === "owner") await requireOtherOwner(scope, member);
  await revokeAllRoles(ctx, scope, member);
  await endInvitations(ctx, scope.tx, { workspaceId, createdBy: userId });
  await scope.tx.workspaceMember.delete({ where: { workspaceId_userId: member } });
  await recordWorkspaceRole(ctx, scope, member, role, null);
}

async function trashWorkspace(ctx: Ctx, { tx, record }: CommandScope, workspaceId: Id): Promise<void> {
  const now = ctx.now();
  const [trashed] = await tx.workspace.updateManyAndReturn({
    where: { id: workspaceId, deletedAt: null },
    data: { deletedAt: now, updatedAt: now, version: { increment: 1 } },
    select: { version: true },
  });
  if (!trashed) return;
  record({
    entity: "workspace",
    entityId: workspaceId,
    op: "trash",
    projectId: null,
    audience: null,
    version: trashed.version,
    before: { deletedAt: null },
    after: { deletedAt: now.toISOString() },
  });
}
