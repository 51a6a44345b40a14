import type { Id } from "@docket/schema/id";
import { ProjectRole, WORKSPACE_ROLES, isAtLeast } from "@docket/schema/role";
import type { WorkspaceRole } from "@docket/schema/role";
import type { Workspace } from "@docket/schema/workspace";
import { workspacesFor } from "../../access/access.ts";
import { endInvitations } from "../../entities/invitation/store.ts";
import type { WorkspaceMemberRef } from "../../entities/workspace/queries.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { LostRace } from "../../log/command/lost-race.ts";
import type { ChangeOp } from "../../log/record.ts";
import { difference, purgeLine } from "../../log/record.ts";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import type { Fields } from "../../runtime/json.ts";
import { lockMembers, revokeRole } from "../member/store.ts";

/** A workspace before and after a change. */
export type WorkspaceChange = { before: Workspace; after: Workspace; op?: ChangeOp };

/**
 * Saves renamed workspaces and records the changes. Requires the admin role.
 *
 * @throws LostRace if a workspace has changed since it was read, or the actor is no longer an admin of it
 */
export async function saveWorkspaces(ctx: Ctx, scope: CommandScope, changes: WorkspaceChange[]): Promise<Workspace[]> {
  const saved: Workspace[] = [];
  for (const { before, after, op = "update" } of changes) {
    const changed = difference(before, after);
    if (!changed) {
      saved.push(before);
      continue;
    }
    const { id, version } = before;
    const written = await scope.tx.workspace.updateMany({
      where: { id, version, AND: workspacesFor(ctx.actor, "admin") },
      data: { name: after.name, version: { increment: 1 }, updatedAt: ctx.now() },
    });
    if (written.count === 0) throw new LostRace();
    scope.record({
      entity: "workspace",
      entityId: id,
      op,
      projectId: null,
      audience: null,
      version: version + 1,
      ...changed,
    });
    saved.push({ ...after, version: version + 1 });
  }
  return saved;
}

/** Locks the members of a workspace against concurrent changes until the transaction ends. */
export async function lockWorkspaceMembers({ tx }: CommandScope, workspaceId: Id): Promise<void> {
  await tx.$queryRaw`SELECT id FROM workspace WHERE id = ${workspaceId}::uuid FOR UPDATE`;
}

/**
 * Checks that a change does not leave a workspace without an owner. The caller must hold {@link lockWorkspaceMembers}.
 *
 * @throws DomainError `conflict` if it would
 */
export async function requireOtherOwner(
  { tx }: CommandScope,
  { workspaceId, userId }: WorkspaceMemberRef,
): Promise<void> {
  const others = await tx.workspaceMember.count({ where: { workspaceId, role: "owner", userId: { not: userId } } });
  if (others === 0) throw new DomainError("conflict", "A workspace needs an owner. Make someone else an owner first.");
}

/** Changes the role of a workspace member. */
export async function grantWorkspaceRole(
  ctx: Ctx,
  scope: CommandScope,
  member: WorkspaceMemberRef,
  before: WorkspaceRole,
  role: WorkspaceRole,
): Promise<void> {
  const { workspaceId, userId } = member;
  await scope.tx.workspaceMember.update({ where: { workspaceId_userId: { workspaceId, userId } }, data: { role } });
  // Invitation links that the member created with the higher role must not remain valid.
  if (!isAtLeast(WORKSPACE_ROLES, role, before))
    await endInvitations(ctx, scope.tx, { workspaceId, createdBy: userId, projectId: null });
  await recordWorkspaceRole(ctx, scope, member, before, role);
}

/** Records a workspace role change for the workspace's members and in the security log. */
export async function recordWorkspaceRole(
  ctx: Ctx,
  { tx, record }: CommandScope,
  { workspaceId, userId }: WorkspaceMemberRef,
  before: WorkspaceRole,
  after: WorkspaceRole | null,
): Promise<void> {
  record({
    entity: "workspace_member",
    entityId: userId,
    op: after === null ? "revoke" : "grant",
    projectId: null,
    audience: null,
    version: null,
    before: { role: before },
    after: after === null ? null : { role: after },
  });
  await recordSecurityEvent(tx, ctx.request, ctx.now(), {
    kind: "privilege_permissions_changed",
    outcome: "success",
    actor: ctx.actor,
    subjectId: userId,
    workspaceId,
    meta: { before, after },
  });
}

/**
 * Removes a member from all projects of a workspace and unassigns them from their tasks. Projects of which they are the
 * only member, including the inbox, are trashed, because no one could access or delete them any more.
 *
 * @throws DomainError `conflict` if they are the only manager of a project that has other members
 */
export async function revokeAllRoles(ctx: Ctx, scope: CommandScope, member: WorkspaceMemberRef): Promise<void> {
  const { workspaceId, userId } = member;
  const mine = await scope.tx.projectMember.findMany({
    where: { workspaceId, userId },
    select: { projectId: true },
    orderBy: { projectId: "asc" },
  });
  const projectIds = mine.map((row) => row.projectId);
  await lockMembers(scope, workspaceId, projectIds);
  const memberships = await scope.tx.projectMember.findMany({
    where: { workspaceId, projectId: { in: projectIds } },
    select: { projectId: true, userId: true, role: true },
    // Makes the order of the recorded changes deterministic.
    orderBy: [{ projectId: "asc" }, { userId: "asc" }],
  });
  const unmanagedProjectIds = projectIds.filter((projectId) => {
    const others = memberships.filter((row) => row.projectId === projectId && row.userId !== userId);
    return others.length > 0 && others.every((row) => row.role !== "manager");
  });
  if (unmanagedProjectIds.length > 0)
    throw new DomainError(
      "conflict",
      "This person is the only manager of a shared project. Make someone else a manager first.",
      {
        details: { projects: unmanagedProjectIds.length },
      },
    );
  await recordViewPurges(scope, member);
  await trashPrivateProjects(ctx, scope, member);
  await trashInbox(ctx, scope, member);
  for (const row of memberships) {
    if (row.userId !== userId) continue;
    await revokeRole(ctx, scope, { workspaceId, projectId: row.projectId, userId }, ProjectRole.parse(row.role));
  }
}

/**
 * Records the purge of a member's own views, so that their text is redacted in the change log. The views themselves are
 * deleted along with the membership.
 */
async function recordViewPurges(
  { tx, record }: CommandScope,
  { workspaceId, userId }: WorkspaceMemberRef,
): Promise<void> {
  const views = await tx.view.findMany({
    where: { workspaceId, ownerId: userId },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  for (const { id } of views) record(purgeLine("view", id, { projectId: null, audience: userId }));
}

/** Trashes the projects whose only member is the given member. */
async function trashPrivateProjects(
  ctx: Ctx,
  scope: CommandScope,
  { workspaceId, userId }: WorkspaceMemberRef,
): Promise<void> {
  const now = ctx.now();
  const trashed = await scope.tx.project.updateManyAndReturn({
    where: { workspaceId, deletedAt: null, inboxOf: null, members: { some: { userId }, every: { userId } } },
    data: { deletedAt: now, updatedAt: now, version: { increment: 1 } },
    select: { id: true, version: true },
  });
  for (const project of trashed) recordTrashed(scope, project, { deletedAt: null }, { deletedAt: now.toISOString() });
}

async function trashInbox(ctx: Ctx, scope: CommandScope, { workspaceId, userId }: WorkspaceMemberRef): Promise<void> {
  const now = ctx.now();
  const [inbox] = await scope.tx.project.updateManyAndReturn({
    where: { workspaceId, inboxOf: userId },
    data: { inboxOf: null, deletedAt: now, updatedAt: now, version: { increment: 1 } },
    select: { id: true, version: true },
  });
  if (!inbox) return;
  const after = { isInbox: false, deletedAt: now.toISOString() };
  recordTrashed(scope, inbox, { isInbox: true, deletedAt: null }, after);
}

function recordTrashed(
  { record }: CommandScope,
  { id, version }: { id: Id; version: number },
  before: Fields,
  after: Fields,
): void {
  record({ entity: "project", entityId: id, op: "trash", projectId: id, audience: null, version, before, after });
}
