import type { Id } from "@docket/schema/id";
import type { Page } from "@docket/schema/page";
import type { ProjectRole } from "@docket/schema/role";
import type { ListSections, Section, SectionRef } from "@docket/schema/section";
import type { Task } from "@docket/schema/task";
import { anySectionsFor, sectionsFor } from "../../access/access.ts";
import { missingProjectRole } from "../../access/missing-role.ts";
import { assertVisible } from "../../access/visible.ts";
import { LostRace, lockOrder } from "../../log/command/lost-race.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { cursorOf, RankAndId, toPage } from "../../runtime/cursor.ts";
import { notFound } from "../../runtime/error.ts";
import { withDescendants } from "../task/queries.ts";
import { toSection } from "./row.ts";

const cursor = cursorOf("section.list", RankAndId);

/** Returns the given sections in projects in which the actor has at least this role. */
export async function findSections(
  db: Tx,
  actor: Actor,
  workspaceId: Id,
  ids: Id[],
  role: ProjectRole,
  trash: "live" | "any" = "live",
): Promise<Section[]> {
  const access = trash === "live" ? sectionsFor(actor, role) : anySectionsFor(actor, role);
  const rows = await db.section.findMany({ where: { workspaceId, id: { in: ids }, AND: access } });
  return rows.map(toSection);
}

/**
 * Returns one section.
 *
 * @throws DomainError `not_found`, also if the caller can't see it
 */
export async function getSection(
  ctx: Ctx,
  { workspaceId, id }: SectionRef,
  trash: "live" | "any" = "live",
): Promise<Section> {
  const [section] = await findSections(ctx.db, ctx.actor, workspaceId, [id], "viewer", trash);
  if (!section) throw notFound("Section");
  return section;
}

/**
 * Returns a section for a command that requires a role.
 *
 * @throws DomainError `not_found` if the actor can't see it, `forbidden` if their role is not sufficient
 */
export async function requireOneSection(
  db: Tx,
  actor: Actor,
  { workspaceId, id }: SectionRef,
  role: ProjectRole,
  trash: "live" | "any" = "live",
): Promise<Section> {
  const [section] = await findSections(db, actor, workspaceId, [id], role, trash);
  if (section) return section;
  const [visible] = await findSections(db, actor, workspaceId, [id], "viewer", trash);
  if (!visible) throw notFound("Section");
  throw missingProjectRole(role);
}

/**
 * Returns a section for a command that depends on its contents. Locks its project and the section itself before reading
 * anything, so that no task is added in the meantime.
 *
 * @param otherProjectIds other projects that the command changes, which are locked too
 * @throws the same errors as {@link requireOneSection}; LostRace if the section was concurrently moved to another
 *   project
 */
export async function lockSection(
  db: Tx,
  actor: Actor,
  ref: SectionRef,
  role: ProjectRole,
  trash: "live" | "any" = "live",
  otherProjectIds: Id[] = [],
): Promise<Section> {
  const { workspaceId, id } = ref;
  const { projectId } = await requireOneSection(db, actor, ref, role, trash);
  await lockOrder(db, workspaceId, [projectId, ...otherProjectIds]);
  await db.$queryRaw`SELECT id FROM section WHERE workspace_id = ${workspaceId}::uuid AND id = ${id}::uuid FOR NO KEY UPDATE`;
  const section = await requireOneSection(db, actor, ref, role, trash);
  if (section.projectId !== projectId) throw new LostRace();
  return section;
}

/** Returns a page of a project's sections, in order. */
export async function listSections(
  ctx: Ctx,
  { workspaceId, projectId, limit, cursor: text }: ListSections,
): Promise<Page<Section>> {
  const binding = { workspaceId, projectId };
  const [rank, lastId] = cursor.decode(binding, text) ?? [];
  const afterCursor =
    rank === undefined || lastId === undefined ? {} : { OR: [{ rank: { gt: rank } }, { rank, id: { gt: lastId } }] };
  const rows = await ctx.db.section.findMany({
    where: { workspaceId, projectId, AND: [sectionsFor(ctx.actor, "viewer"), afterCursor] },
    orderBy: [{ rank: "asc" }, { id: "asc" }],
    take: limit + 1,
  });
  if (rows.length === 0) await assertVisible(ctx, workspaceId, { projectId });
  return toPage(rows.map(toSection), limit, (section) => cursor.encode(binding, [section.rank, section.id]));
}

/** Returns the tasks in a section, with all their sub-tasks. */
export async function tasksIn(db: Tx, { workspaceId, id }: Section, trash: "live" | "any"): Promise<Task[]> {
  const rows = await db.task.findMany({
    where: { workspaceId, sectionId: id, ...(trash === "live" ? { deletedAt: null } : {}) },
    select: { id: true },
  });
  return withDescendants(
    db,
    workspaceId,
    rows.map((row) => row.id),
    trash,
  );
}
