import type { Id } from "@docket/schema/id";
import type { Page } from "@docket/schema/page";
import { WORKSPACE_ROLES, WorkspaceRole, isAtLeast } from "@docket/schema/role";
import type {
  ListWorkspaceMembers,
  ListWorkspaces,
  Workspace,
  WorkspaceMember,
  WorkspacePerson,
  WorkspaceNow,
  WorkspaceRef,
  WorkspaceSlug,
} from "@docket/schema/workspace";
import { peopleFor, workspacesFor } from "../../access/access.ts";
import { missingWorkspaceRole } from "../../access/missing-role.ts";
import type { Actor } from "../../runtime/actor.ts";
import { projectLimitOf } from "../../runtime/actor.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { TimeAndId, cursorOf, toPage } from "../../runtime/cursor.ts";
import { DomainError, notFound } from "../../runtime/error.ts";
import type { WorkspaceMemberRow } from "./row.ts";
import { toWorkspace, toWorkspaceMember, workspaceInclude, workspaceMemberInclude } from "./row.ts";

/**
 * Returns the actor's role in a workspace, for a command that affects the workspace as a whole.
 *
 * @throws DomainError `not_found` if the actor is not a member, `forbidden` if their role is not sufficient or for a
 *   token limited to projects
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
  if (!isAtLeast(WORKSPACE_ROLES, role, minimum)) throw missingWorkspaceRole(minimum);
  if (projectLimitOf(actor) !== null) throw new DomainError("forbidden", "This token is limited to certain projects.");
  return role;
}

/** Returns the given workspaces in which the actor has at least this role. */
export async function findWorkspaces(db: Tx, actor: Actor, ids: Id[], minimum: WorkspaceRole): Promise<Workspace[]> {
  const rows = await db.workspace.findMany({
    where: { id: { in: ids }, AND: workspacesFor(actor, minimum) },
    include: workspaceInclude(actor),
  });
  return rows.map(toWorkspace);
}

/**
 * Returns one workspace.
 *
 * @throws DomainError `not_found`, also if the caller is not a member
 */
export async function getWorkspace(
  { db, actor }: Pick<Ctx, "actor"> & { db: Tx },
  ref: WorkspaceRef,
): Promise<Workspace> {
  const [workspace] = await findWorkspaces(db, actor, [ref.workspaceId], "guest");
  if (!workspace) throw notFound("Workspace");
  return workspace;
}

/**
 * Returns a workspace by its slug, with the latest sequence number of its change log.
 *
 * @throws DomainError `not_found`
 */
export async function getWorkspaceBySlug(ctx: Ctx, { slug }: WorkspaceSlug): Promise<WorkspaceNow> {
  const row = await ctx.db.workspace.findFirst({
    where: { slug, AND: workspacesFor(ctx.actor, "guest") },
    include: workspaceInclude(ctx.actor),
  });
  if (!row) throw notFound("Workspace");
  const { changeSeq } = await ctx.db.workspaceCounter.findUniqueOrThrow({ where: { workspaceId: row.id } });
  return { ...toWorkspace(row), changeSeq: changeSeq.toString() };
}

const workspaceCursor = cursorOf("workspace.list", TimeAndId);

/** Returns a page of the caller's workspaces, oldest first. */
export async function listWorkspaces(ctx: Ctx, { limit, cursor: text }: ListWorkspaces): Promise<Page<Workspace>> {
  const binding = { userId: ctx.actor.userId };
  const [createdAt, lastId] = workspaceCursor.decode(binding, text) ?? [];
  const afterCursor =
    createdAt === undefined || lastId === undefined
      ? {}
      : { OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: lastId } }] };
  const rows = await ctx.db.workspace.findMany({
    where: { AND: [workspacesFor(ctx.actor, "guest"), afterCursor] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: limit + 1,
    include: workspaceInclude(ctx.actor),
  });
  return toPage(rows.map(toWorkspace), limit, (workspace) =>
    workspaceCursor.encode(binding, [workspace.createdAt, workspace.id]),
  );
}

/** Reference to a workspace membership. */
export type WorkspaceMemberRef = { workspaceId: Id; userId: Id };

/** Returns a user's membership, or null if the actor can't see it. */
export async function findWorkspaceMember(
  db: Tx,
  actor: Actor,
  { workspaceId, userId }: WorkspaceMemberRef,
): Promise<WorkspaceMember | null> {
  const [row, admin] = [
    await db.workspaceMember.findFirst({
      where: { workspaceId, userId, AND: peopleFor(actor) },
      include: workspaceMemberInclude,
    }),
    await findWorkspaces(db, actor, [workspaceId], "admin"),
  ];
  return row && toWorkspaceMember(row, admin.length > 0);
}

const memberCursor = cursorOf("workspace.listMembers", TimeAndId);

/**
 * Returns a page of a workspace's members, oldest membership first. A guest sees only members with whom they share a
 * project. Email addresses are included only for owners and admins.
 */
export async function listWorkspaceMembers(ctx: Ctx, input: ListWorkspaceMembers): Promise<Page<WorkspaceMember>> {
  const { role } = await getWorkspace(ctx, input);
  const isAdmin = isAtLeast(WORKSPACE_ROLES, role, "admin");
  return peopleIn(ctx, input, memberCursor, (row) => toWorkspaceMember(row, isAdmin));
}

const personCursor = cursorOf("workspace.listPeople", TimeAndId);

/**
 * Returns a page of the same members as {@link listWorkspaceMembers}, but only their names, which readers of tasks
 * need. Unlike the other queries about people, this one is available to tokens. A token limited to projects gets only
 * the names of the members of those projects.
 */
export async function listWorkspacePeople(ctx: Ctx, input: ListWorkspaceMembers): Promise<Page<WorkspacePerson>> {
  await getWorkspace(ctx, input);
  return peopleIn(ctx, input, personCursor, ({ userId, user }) => ({ userId, name: user.name }));
}

async function peopleIn<Item>(
  ctx: Ctx,
  { workspaceId, limit, cursor: text }: ListWorkspaceMembers,
  cursor: typeof memberCursor,
  toItem: (row: WorkspaceMemberRow) => Item,
): Promise<Page<Item>> {
  const binding = { workspaceId };
  const [createdAt, lastId] = cursor.decode(binding, text) ?? [];
  const behind =
    createdAt === undefined || lastId === undefined
      ? {}
      : { OR: [{ createdAt: { gt: createdAt } }, { createdAt, userId: { gt: lastId } }] };
  const rows = await ctx.db.workspaceMember.findMany({
    where: { workspaceId, AND: [peopleFor(ctx.actor), behind] },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
    take: limit + 1,
    include: workspaceMemberInclude,
  });
  const page = toPage(rows, limit, (row) => cursor.encode(binding, [row.createdAt.toISOString(), row.userId]));
  return { ...page, items: page.items.map(toItem) };
}
