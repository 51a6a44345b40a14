import type { Prisma } from "@docket/db/generated/client";
import { WorkspaceRole } from "@docket/schema/role";
import type { Workspace, WorkspaceMember } from "@docket/schema/workspace";
import { projectsFor } from "../../access/access.ts";
import type { Actor } from "../../runtime/actor.ts";
import { notFound } from "../../runtime/error.ts";

/** Returns the relations read with every workspace: the caller's own membership, and their inbox if they can see it. */
export function workspaceInclude(actor: Actor) {
  return {
    members: {
      where: { userId: actor.userId },
      select: { role: true, createdAt: true, inbox: { where: projectsFor(actor, "viewer"), select: { id: true } } },
    },
  } satisfies Prisma.WorkspaceInclude;
}

export type WorkspaceRow = Prisma.WorkspaceGetPayload<{ include: ReturnType<typeof workspaceInclude> }>;

/**
 * Converts a row to the workspace as the caller sees it.
 *
 * @throws DomainError `not_found` if the caller's membership ended after the workspace was read (the membership is read
 *   by a separate statement)
 */
export function toWorkspace({ members: [member], ...row }: WorkspaceRow): Workspace {
  if (!member) throw notFound("Workspace");
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    version: row.version,
    role: WorkspaceRole.parse(member.role),
    createdAt: row.createdAt.toISOString(),
    inboxId: member.inbox[0]?.id ?? null,
  };
}

/** Relations read with every workspace membership. */
export const workspaceMemberInclude = {
  user: { select: { name: true, email: true, emailVerifiedAt: true } },
} satisfies Prisma.WorkspaceMemberInclude;

export type WorkspaceMemberRow = Prisma.WorkspaceMemberGetPayload<{ include: typeof workspaceMemberInclude }>;

/**
 * Converts a membership to the form that other members see.
 *
 * @param isAdmin whether the reader is an admin of the workspace; only then is the email address included
 */
export function toWorkspaceMember({ user, ...row }: WorkspaceMemberRow, isAdmin: boolean): WorkspaceMember {
  return {
    workspaceId: row.workspaceId,
    userId: row.userId,
    name: user.name,
    email: isAdmin ? user.email : null,
    isVerified: user.emailVerifiedAt !== null,
    role: WorkspaceRole.parse(row.role),
    createdAt: row.createdAt.toISOString(),
  };
}
