import type { LeaveProject, Member, MemberRemoved, RemoveMember, SetMember } from "@docket/schema/member";
import type { Project } from "@docket/schema/project";
import { ProjectRole } from "@docket/schema/role";
import { peopleFor } from "../../access/access.ts";
import type { MemberRef } from "../../entities/member/queries.ts";
import { getMember } from "../../entities/member/queries.ts";
import { refuseInbox } from "../../entities/project/input.ts";
import { requireProject } from "../../entities/project/queries.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { command } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { notFound } from "../../runtime/error.ts";
import { grantRole, lockMembers, requireOtherManager, revokeRole } from "./store.ts";

/**
 * Sets the role of a workspace member in a project, adding them to the project if necessary. Requires the manager role.
 * Managers can appoint other managers.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` for an inbox or if the project would be left without a
 *   manager
 */
export async function setMember(ctx: Ctx, input: SetMember): Promise<Member> {
  const { role, userId } = input;
  const member = await command(ctx, input, {
    kind: "member.set",
    replay: () => getMember(ctx.db, ctx.actor, input),
    run: async (scope) => {
      await requireShareable(ctx, scope, input);
      const before = await roleOf(scope, input);
      if (before === null) await requirePerson(ctx, scope, input);
      if (before === "manager" && role !== "manager") await requireOtherManager(scope, input);
      if (before !== role) await grantRole(ctx, scope, input, before, role);
      return { result: { userId }, answer: await getMember(scope.tx, ctx.actor, input) };
    },
  });
  ctx.runtime.notifier.notifyUser(userId);
  return member;
}

/** Returns the project and locks its members. Requires the manager role. */
async function requireShareable(
  ctx: Ctx,
  scope: CommandScope,
  { workspaceId, projectId }: Omit<MemberRef, "userId">,
): Promise<Project> {
  await requireProject(scope.tx, ctx.actor, { workspaceId, id: projectId }, "viewer");
  await lockMembers(scope, workspaceId, [projectId]);
  // Read again under the lock, because the actor may have lost the role in the meantime.
  const project = await requireProject(scope.tx, ctx.actor, { workspaceId, id: projectId }, "manager");
  refuseInbox(project, "shared");
  return project;
}

async function roleOf(
  { tx }: CommandScope,
  { workspaceId, projectId, userId }: MemberRef,
): Promise<ProjectRole | null> {
  const row = await tx.projectMember.findUnique({
    where: { workspaceId_projectId_userId: { workspaceId, projectId, userId } },
    select: { role: true },
  });
  return row && ProjectRole.parse(row.role);
}

async function requirePerson(ctx: Ctx, { tx }: CommandScope, { workspaceId, userId }: MemberRef): Promise<void> {
  const known = await tx.workspaceMember.count({ where: { workspaceId, userId, AND: peopleFor(ctx.actor) } });
  if (known === 0) throw notFound("Person");
}

/**
 * Removes a member from a project and unassigns them from all its tasks. Requires the manager role.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` for the last manager
 */
export async function removeMember(ctx: Ctx, input: RemoveMember): Promise<MemberRemoved> {
  const { projectId, userId } = input;
  const removed = await command(ctx, input, {
    kind: "member.remove",
    replay: () => Promise.resolve({ projectId, userId }),
    run: async (scope) => {
      await requireShareable(ctx, scope, input);
      await endMembership(ctx, scope, input);
      return { result: { userId }, answer: { projectId, userId } };
    },
  });
  ctx.runtime.notifier.notifyUser(userId);
  return removed;
}

async function endMembership(ctx: Ctx, scope: CommandScope, member: MemberRef): Promise<void> {
  const before = await roleOf(scope, member);
  if (before === null) throw notFound("Person");
  if (before === "manager") await requireOtherManager(scope, member);
  await revokeRole(ctx, scope, member, before);
}

/**
 * Leaves a project. The caller is unassigned from all its tasks and loses access to it.
 *
 * @throws DomainError `not_found`, `conflict` for an inbox and for the last manager
 */
export async function leaveProject(ctx: Ctx, input: LeaveProject): Promise<MemberRemoved> {
  const { workspaceId, projectId } = input;
  const { userId } = ctx.actor;
  const left = await command(ctx, input, {
    kind: "member.leave",
    replay: () => Promise.resolve({ projectId, userId }),
    run: async (scope) => {
      const project = await requireProject(scope.tx, ctx.actor, { workspaceId, id: projectId }, "viewer");
      refuseInbox(project, "left");
      await lockMembers(scope, workspaceId, [projectId]);
      await endMembership(ctx, scope, { workspaceId, projectId, userId });
      return { result: { userId }, answer: { projectId, userId } };
    },
  });
  ctx.runtime.notifier.notifyUser(userId);
  return left;
}
