import type { Id } from "@docket/schema/id";
import type { Label, ListLabels } from "@docket/schema/label";
import type { Page } from "@docket/schema/page";
import type { WorkspaceRole } from "@docket/schema/role";
import { anyLabelsFor, labelsFor } from "../access.ts";
import type { Actor } from "../actor.ts";
import type { Ctx, Ref, Tx } from "../ctx.ts";
import { cursorOf, RankAndId, toPage } from "../cursor.ts";
import { notFound } from "../error.ts";
import { requireVisible } from "../visible.ts";
import { toLabel } from "./row.ts";

const cursor = cursorOf("label.list", RankAndId);

/** Those of the labels that the actor may act on with at least this role in the workspace, in no particular order. */
export async function findLabels(
  db: Tx,
  actor: Actor,
  workspaceId: Id,
  ids: Id[],
  minimum: WorkspaceRole,
  trash: "live" | "any" = "live",
): Promise<Label[]> {
  const access = trash === "live" ? labelsFor(actor, minimum) : anyLabelsFor(actor, minimum);
  const rows = await db.label.findMany({ where: { workspaceId, id: { in: ids }, AND: access } });
  return rows.map(toLabel);
}

/**
 * One label.
 *
 * @throws DomainError `not_found`
 */
export async function getLabel(
  db: Tx,
  actor: Actor,
  { workspaceId, id }: Ref,
  trash: "live" | "any" = "live",
): Promise<Label> {
  const [label] = await findLabels(db, actor, workspaceId, [id], "guest", trash);
  if (!label) throw notFound("Label");
  return label;
}

/** A page of the workspace's labels in their common order; a guest's page holds only those on tasks that they see. */
export async function listLabels(ctx: Ctx, { workspaceId, limit, cursor: text }: ListLabels): Promise<Page<Label>> {
  const binding = { workspaceId };
  const [rank, lastId] = cursor.decode(binding, text) ?? [];
  const behind =
    rank === undefined || lastId === undefined ? {} : { OR: [{ rank: { gt: rank } }, { rank, id: { gt: lastId } }] };
  const rows = await ctx.db.label.findMany({
    where: { workspaceId, AND: [labelsFor(ctx.actor, "guest"), behind] },
    orderBy: [{ rank: "asc" }, { id: "asc" }],
    take: limit + 1,
  });
  if (rows.length === 0) await requireVisible(ctx, workspaceId, {});
  return toPage(rows.map(toLabel), limit, (label) => cursor.encode(binding, [label.rank, label.id]));
}
