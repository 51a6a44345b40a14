import type { Id } from "@docket/schema/id";
import type { ListMembers, Member } from "@docket/schema/member";
import type { Page } from "@docket/schema/page";
import { PROJECT_ROLES, isAtLeast } from "@docket/schema/role";
import { projectsFor } from "../../access/access.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { TimeAndId, cursorOf, toPage } from "../../runtime/cursor.ts";
import { notFound } from "../../runtime/error.ts";
import { requireProject } from "../project/queries.ts";
import { memberInclude, toMember } from "./row.ts";

const cursor = cursorOf("member.list", TimeAndId);

/** Reference to a project membership. */
export type MemberRef = { workspaceId: Id; projectId: Id; userId: Id };

/**
 * Returns a user's membership in a project of which the actor is a member.
 *
 * @throws DomainError `not_found`
 */
export async function getMember(db: Tx, actor: Actor, ref: MemberRef): Promise<Member> {
  const { workspaceId, projectId, userId } = ref;
  const isManager = await managesProject(db, actor, ref);
  const row = await db.projectMember.findFirst({
    where: { workspaceId, projectId, userId, project: projectsFor(actor, "viewer") },
    include: memberInclude,
  });
  if (!row) throw notFound("Person");
  return toMember(row, isManager);
}

async function managesProject(
  db: Tx,
  actor: Actor,
  { workspaceId, projectId }: Omit<MemberRef, "userId">,
): Promise<boolean> {
  const access = projectsFor(actor, "manager");
  return (await db.project.count({ where: { workspaceId, id: projectId, AND: access } })) > 0;
}

/** Returns a page of a project's members, oldest membership first. Email addresses are included only for managers. */
export async function listMembers(ctx: Ctx, input: ListMembers): Promise<Page<Member>> {
  const { workspaceId, projectId, limit } = input;
  const project = await requireProject(ctx.db, ctx.actor, { workspaceId, id: projectId }, "viewer");
  const binding = { workspaceId, projectId };
  const [createdAt, lastId] = cursor.decode(binding, input.cursor) ?? [];
  const afterCursor =
    createdAt === undefined || lastId === undefined
      ? {}
      : { OR: [{ createdAt: { gt: createdAt } }, { createdAt, userId: { gt: lastId } }] };
  const rows = await ctx.db.projectMember.findMany({
    where: { workspaceId, projectId, project: projectsFor(ctx.actor, "viewer"), AND: afterCursor },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
    take: limit + 1,
    include: memberInclude,
  });
  const isManager = isAtLeast(PROJECT_ROLES, project.role, "manager");
  return toPage(
    rows.map((row) => toMember(row, isManager)),
    limit,
    (member) => cursor.encode(binding, [member.createdAt, member.userId]),
  );
}
