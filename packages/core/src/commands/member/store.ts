import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { ProjectRole } from "@docket/schema/role";
import { saveEntities } from "../../entities/entity.ts";
import { endInvitations } from "../../entities/invitation/store.ts";
import type { MemberRef } from "../../entities/member/queries.ts";
import { lastSidebarRank } from "../../entities/project/order.ts";
import { taskEntity } from "../../entities/task/definition.ts";
import { tasksWhere } from "../../entities/task/queries.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import { DomainError } from "../../runtime/error.ts";

/** Locks the members of projects against concurrent changes until the transaction ends. */
export async function lockMembers({ tx }: CommandScope, workspaceId: Id, projectIds: Id[]): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM project WHERE workspace_id = ${workspaceId}::uuid AND id = ANY(${projectIds}::uuid[])
    ORDER BY id FOR UPDATE`;
}

/**
 * Checks that a change does not leave a project without a manager. The caller must hold {@link lockMembers}; otherwise,
 * if two managers leave concurrently, each check would still count the other one.
 *
 * @throws DomainError `conflict` if it would
 */
export async function requireOtherManager({ tx }: CommandScope, member: MemberRef): Promise<void> {
  const { workspaceId, projectId, userId } = member;
  const others = await tx.projectMember.count({
    where: { workspaceId, projectId, role: "manager", userId: { not: userId } },
  });
  if (others === 0) throw new DomainError("conflict", "A project needs a manager. Make someone else a manager first.");
}

/**
 * Adds a member to a project, or changes their role, and records it in the change log and the security log.
 *
 * @throws DomainError `conflict` if the project has reached its member limit
 */
export async function grantRole(
  ctx: Ctx,
  scope: CommandScope,
  member: MemberRef,
  before: ProjectRole | null,
  role: ProjectRole,
): Promise<void> {
  const { workspaceId, projectId, userId } = member;
  if (before === null) {
    await assertWithinLimit(scope.tx, "projectMember", { workspaceId, projectId });
    const rank = await lastSidebarRank(scope.tx, workspaceId, userId);
    await scope.tx.projectMember.create({
      data: { workspaceId, projectId, userId, role, rank, createdAt: ctx.now() },
    });
  } else {
    await scope.tx.projectMember.update({
      where: { workspaceId_projectId_userId: { workspaceId, projectId, userId } },
      data: { role },
    });
    // Invitation links created by a former manager must no longer admit anyone.
    if (role !== "manager") await endInvitations(ctx, scope.tx, { workspaceId, projectId, createdBy: userId });
  }
  await recordRole(ctx, scope, member, before, role);
}

/** Removes a member from a project and unassigns them from its tasks. */
export async function revokeRole(ctx: Ctx, scope: CommandScope, member: MemberRef, before: ProjectRole): Promise<void> {
  const { workspaceId, projectId, userId } = member;
  // Waits for concurrent commands that assign tasks to the member, because they lock this row too. The query for the
  // member's tasks below then finds those tasks as well.
  await scope.tx.$queryRaw`
    SELECT role FROM project_member
    WHERE workspace_id = ${workspaceId}::uuid AND project_id = ${projectId}::uuid AND user_id = ${userId}::uuid FOR UPDATE`;
  await unassign(ctx, scope, member);
  await endInvitations(ctx, scope.tx, { workspaceId, projectId, createdBy: userId });
  await scope.tx.projectMember.delete({
    where: { workspaceId_projectId_userId: { workspaceId, projectId, userId } },
  });
  await recordRole(ctx, scope, member, before, null);
}

/** Unassigns a member from all tasks in a project, including completed and trashed ones. */
async function unassign(ctx: Ctx, scope: CommandScope, { workspaceId, projectId, userId }: MemberRef): Promise<void> {
  const tasks = await tasksWhere(scope.tx, { workspaceId, projectId, assignees: { some: { userId } } }, "any");
  const changes = tasks.map((before) => ({
    before,
    after: { ...before, assigneeIds: before.assigneeIds.filter((id) => id !== userId) },
  }));
  // Permission to end the membership implies permission to unassign the member, even without permission to edit tasks.
  await saveEntities(taskEntity, ctx, scope, changes, Prisma.sql`t.project_id = ${projectId}::uuid`);
}

/**
 * Records a role change for the project's members, for the affected user (whose client adds or removes the project) and
 * in the security log.
 */
async function recordRole(
  ctx: Ctx,
  { tx, record }: CommandScope,
  { workspaceId, projectId, userId }: MemberRef,
  before: ProjectRole | null,
  after: ProjectRole | null,
): Promise<void> {
  const line = {
    op: after === null ? ("revoke" as const) : ("grant" as const),
    projectId,
    version: null,
    before: before === null ? null : { role: before },
    after: after === null ? null : { role: after },
  };
  record({ ...line, entity: "member", entityId: userId, audience: null });
  record({ ...line, entity: "access", entityId: projectId, audience: userId });
  await recordSecurityEvent(tx, ctx.request, ctx.now(), {
    kind: "privilege_permissions_changed",
    outcome: "success",
    actor: ctx.actor,
    subjectId: userId,
    workspaceId,
    projectId,
    meta: { before, after },
  });
}
