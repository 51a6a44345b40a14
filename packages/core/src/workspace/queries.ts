import type { Id } from "@docket/schema/id";
import type { Page, PageInput } from "@docket/schema/page";
import { WORKSPACE_ROLES, WorkspaceRole, isAtLeast } from "@docket/schema/role";
import type { Workspace, WorkspaceRef } from "@docket/schema/workspace";
import { projectsFor, workspacesFor } from "../access.ts";
import type { Actor } from "../actor.ts";
import { projectLimitOf } from "../actor.ts";
import type { Ctx, Tx } from "../ctx.ts";
import { cursorOf, toPage } from "../cursor.ts";
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

const cursor = cursorOf("workspace.list", 1);

/** The caller's workspaces, oldest first. A token that is limited to projects sees the one that they are in. */
export async function listWorkspaces(ctx: Ctx, { limit, cursor: text }: PageInput): Promise<Page<Workspace>> {
  const { actor } = ctx;
  const [behind] = cursor.decode(actor.userId, text) ?? [];
  const workspaces = await readWorkspaces(ctx, { limit: limit + 1, behind });
  return toPage(workspaces, limit, ({ id }) => cursor.encode(actor.userId, [id]));
}

/** One workspace. One that the caller is no member of does not exist. */
export async function getWorkspace(ctx: Ctx, { workspaceId }: WorkspaceRef): Promise<Workspace> {
  const [workspace] = await readWorkspaces(ctx, { limit: 1, id: workspaceId });
  if (!workspace) throw notFound("Workspace");
  return workspace;
}

type Wanted = { limit: number; id?: Id; behind?: string | undefined };

async function readWorkspaces({ actor, db }: Ctx, { limit, id, behind }: Wanted): Promise<Workspace[]> {
  const { userId } = actor;
  const rows = await db.workspace.findMany({
    where: {
      AND: [
        workspacesFor(actor, "guest"),
        id === undefined ? {} : { id },
        // Ids are made in the order of time.
        behind === undefined ? {} : { id: { gt: behind } },
      ],
    },
    orderBy: { id: "asc" },
    take: limit,
    include: { members: { where: { userId }, select: { role: true } } },
  });
  const inboxes = await db.project.findMany({
    where: { workspaceId: { in: rows.map((row) => row.id) }, inboxOf: userId, AND: projectsFor(actor, "viewer") },
    select: { workspaceId: true, id: true },
  });
  const inboxIds = new Map(inboxes.map((inbox) => [inbox.workspaceId, inbox.id]));
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    name: row.name,
    version: row.version,
    role: WorkspaceRole.parse(row.members[0]?.role),
    createdAt: row.createdAt.toISOString(),
    inboxId: inboxIds.get(row.id) ?? null,
  }));
}
