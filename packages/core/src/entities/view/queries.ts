import type { Id } from "@docket/schema/id";
import type { Page } from "@docket/schema/page";
import type { ListViews, View } from "@docket/schema/view";
import type { ViewRight } from "../../access/access.ts";
import { anyViewsFor, viewsFor } from "../../access/access.ts";
import { missingProjectRole } from "../../access/missing-role.ts";
import { assertVisible } from "../../access/visible.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ctx, Ref, Tx } from "../../runtime/ctx.ts";
import { cursorOf, RankAndId, toPage } from "../../runtime/cursor.ts";
import { notFound } from "../../runtime/error.ts";
import { toView } from "./row.ts";

const cursor = cursorOf("view.list", RankAndId);

/** Returns the given views that the actor can see or change, in no particular order. */
export async function findViews(
  db: Tx,
  actor: Actor,
  workspaceId: Id,
  ids: Id[],
  right: ViewRight,
  trash: "live" | "any" = "live",
): Promise<View[]> {
  const access = trash === "live" ? viewsFor(actor, right) : anyViewsFor(actor, right);
  const rows = await db.view.findMany({ where: { workspaceId, id: { in: ids }, AND: access } });
  return rows.map(toView);
}

/**
 * Returns one view.
 *
 * @throws DomainError `not_found`, also if the caller can't see it
 */
export async function getView(
  { db, actor }: Pick<Ctx, "actor"> & { db: Tx },
  { workspaceId, id }: Ref,
  trash: "live" | "any" = "live",
): Promise<View> {
  const [view] = await findViews(db, actor, workspaceId, [id], "see", trash);
  if (!view) throw notFound("View");
  return view;
}

/**
 * Returns a view for a command that changes it.
 *
 * @throws DomainError `not_found` if the actor can't see it, `forbidden` if they can see but not change it
 */
export async function requireView(tx: Tx, actor: Actor, ref: Ref): Promise<View> {
  const [view] = await findViews(tx, actor, ref.workspaceId, [ref.id], "change");
  if (view) return view;
  await getView({ db: tx, actor }, ref);
  throw missingProjectRole("editor");
}

/**
 * Returns a page of the views that the caller can see, or only of one project's views, by rank. Each user, project and
 * workspace has its own order.
 *
 * @throws DomainError `not_found` for a workspace or project that the caller can't see
 */
export async function listViews(ctx: Ctx, input: ListViews): Promise<Page<View>> {
  const { workspaceId, projectId, limit } = input;
  const binding = { workspaceId, projectId: projectId ?? null };
  const [rank, lastId] = cursor.decode(binding, input.cursor) ?? [];
  const afterCursor =
    rank === undefined || lastId === undefined ? {} : { OR: [{ rank: { gt: rank } }, { rank, id: { gt: lastId } }] };
  const rows = await ctx.db.view.findMany({
    where: { workspaceId, ...(projectId && { projectId }), AND: [viewsFor(ctx.actor, "see"), afterCursor] },
    orderBy: [{ rank: "asc" }, { id: "asc" }],
    take: limit + 1,
  });
  if (rows.length === 0) await assertVisible(ctx, workspaceId, { projectId });
  return toPage(rows.map(toView), limit, (view) => cursor.encode(binding, [view.rank, view.id]));
}
