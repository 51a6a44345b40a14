import type { Id } from "@docket/schema/id";
import { message } from "@docket/schema/message";
import type { Page } from "@docket/schema/page";
import type { ListProjects, Project, ProjectRef } from "@docket/schema/project";
import type { ProjectRole } from "@docket/schema/role";
import { PROJECT_ROLES, isAtLeast } from "@docket/schema/role";
import { membershipFor, projectsFor } from "../../access/access.ts";
import { missingProjectRole } from "../../access/missing-role.ts";
import { assertVisible } from "../../access/visible.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { cursorOf, RankAndId, toPage } from "../../runtime/cursor.ts";
import { notFound, DomainError } from "../../runtime/error.ts";
import { projectInclude, toProject } from "./row.ts";

const cursor = cursorOf("project.list", RankAndId);

/** Returns a project of which the actor is a member, or null. `trash` specifies whether to include trashed projects. */
export async function findProject(
  db: Tx,
  actor: Actor,
  { workspaceId, id }: ProjectRef,
  trash: "live" | "any" = "live",
): Promise<Project | null> {
  const access = trash === "live" ? projectsFor(actor, "viewer") : membershipFor(actor, "viewer");
  const row = await db.project.findFirst({ where: { workspaceId, id, AND: access }, include: projectInclude(actor) });
  return row && toProject(row);
}

/** Returns the given projects of which the actor is a member, without trashed ones, in no particular order. */
export async function findProjects(db: Tx, actor: Actor, workspaceId: Id, ids: Id[]): Promise<Project[]> {
  const where = { workspaceId, id: { in: ids }, AND: projectsFor(actor, "viewer") };
  const rows = await db.project.findMany({ where, include: projectInclude(actor) });
  // Memberships are read by a separate statement, and can have ended in between.
  return rows.filter(({ members }) => members.length > 0).map(toProject);
}

/**
 * Returns one project.
 *
 * @throws DomainError `not_found`, also if the caller is not a member
 */
export async function getProject(ctx: Ctx, ref: ProjectRef): Promise<Project> {
  return (await findProject(ctx.db, ctx.actor, ref)) ?? throwNotFound();
}

function throwNotFound(): never {
  throw notFound("Project");
}

/**
 * Returns a project for a command that requires a role.
 *
 * @throws DomainError `not_found` if the actor is not a member, `forbidden` if their role is not sufficient
 */
export async function requireProject(
  db: Tx,
  actor: Actor,
  ref: ProjectRef,
  role: ProjectRole,
  trash: "live" | "any" = "live",
): Promise<Project> {
  const project = (await findProject(db, actor, ref, trash)) ?? throwNotFound();
  if (!isAtLeast(PROJECT_ROLES, project.role, role)) throw missingProjectRole(role);
  return project;
}

const STATES = {
  active: { deletedAt: null, archivedAt: null },
  archived: { deletedAt: null, archivedAt: { not: null } },
  trashed: { deletedAt: { not: null } },
} as const;

/** Returns a page of the caller's projects, in the order of their own sidebar. */
export async function listProjects(
  ctx: Ctx,
  { workspaceId, state, limit, cursor: text }: ListProjects,
): Promise<Page<Project>> {
  const binding = { workspaceId, state };
  const [rank, lastId] = cursor.decode(binding, text) ?? [];
  const afterCursor =
    rank === undefined || lastId === undefined
      ? {}
      : { OR: [{ rank: { gt: rank } }, { rank, projectId: { gt: lastId } }] };
  const rows = await ctx.db.projectMember.findMany({
    where: {
      workspaceId,
      userId: ctx.actor.userId,
      project: { AND: [STATES[state], membershipFor(ctx.actor, "viewer")] },
      AND: afterCursor,
    },
    orderBy: [{ rank: "asc" }, { projectId: "asc" }],
    take: limit + 1,
    include: { project: true, folder: { select: { deletedAt: true } } },
  });
  if (rows.length === 0) await assertVisible(ctx, workspaceId, {});
  return toPage(
    rows.map(({ project, ...member }) => toProject({ ...project, members: [member] })),
    limit,
    (project) => cursor.encode(binding, [project.rank, project.id]),
  );
}

/**
 * Returns the error for restoring an entity in a trashed project. The error identifies the project, so that the user
 * can restore it first.
 */
export function inTrashedProject({ id, name }: { id: Id; name: string }): DomainError {
  return new DomainError("conflict", message`The project “${name}” is in the trash. Restore it first.`, {
    details: { trashedProject: { id, name } },
  });
}
