import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Label, ListLabels } from "@docket/schema/label";
import type { Page } from "@docket/schema/page";
import type { WorkspaceRole } from "@docket/schema/role";
import { hasWorkspaceRole, canSeeLabel } from "../../access/access.ts";
import { assertVisible } from "../../access/visible.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ctx, Ref, Tx } from "../../runtime/ctx.ts";
import { cursorOf, RankAndId, toPage } from "../../runtime/cursor.ts";
import { notFound } from "../../runtime/error.ts";
import type { LabelRow } from "./row.ts";
import { toLabel } from "./row.ts";

const cursor = cursorOf("label.list", RankAndId);

const columns = Prisma.sql`l.workspace_id AS "workspaceId", l.id, l.name, l.color, l.rank, l.version,
  l.created_by AS "createdBy", l.created_at AS "createdAt", l.updated_at AS "updatedAt", l.deleted_at AS "deletedAt"`;

/**
 * Returns the labels of a workspace that the actor can see and that match a condition.
 *
 * @param where condition on `l`
 * @param end ORDER BY and LIMIT clauses
 */
export async function findVisibleLabels(
  db: Tx,
  actor: Actor,
  workspaceId: Id,
  where: Prisma.Sql,
  end: Prisma.Sql = Prisma.empty,
): Promise<Label[]> {
  const rows = await db.$queryRaw<LabelRow[]>`
    SELECT ${columns} FROM label l
    WHERE l.workspace_id = ${workspaceId}::uuid AND ${where} AND ${canSeeLabel(actor, workspaceId)} ${end}`;
  return rows.map(toLabel);
}

/**
 * Returns the given labels that the actor can see, in no particular order. Returns none if the actor's role in the
 * workspace is lower than the minimum.
 */
export async function findLabels(
  db: Tx,
  actor: Actor,
  workspaceId: Id,
  ids: Id[],
  minimum: WorkspaceRole,
  trash: "live" | "any" = "live",
): Promise<Label[]> {
  const named = Prisma.sql`l.id = ANY(${ids}::uuid[])`;
  const live = trash === "live" ? Prisma.sql`AND l.deleted_at IS NULL` : Prisma.empty;
  // Anyone who can see a label is at least a guest.
  const role = minimum === "guest" ? Prisma.empty : Prisma.sql`AND ${hasWorkspaceRole(actor, workspaceId, minimum)}`;
  return findVisibleLabels(db, actor, workspaceId, Prisma.sql`${named} ${live} ${role}`);
}

/**
 * Returns a label.
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

/** Lists the labels that the caller can see, in the workspace's order. */
export async function listLabels(ctx: Ctx, { workspaceId, limit, cursor: text }: ListLabels): Promise<Page<Label>> {
  const binding = { workspaceId };
  const [rank, lastId] = cursor.decode(binding, text) ?? [];
  const afterCursor =
    rank === undefined || lastId === undefined
      ? Prisma.empty
      : Prisma.sql`AND (l.rank, l.id) > (${rank} COLLATE "C", ${lastId}::uuid)`;
  const rows = await findVisibleLabels(
    ctx.db,
    ctx.actor,
    workspaceId,
    Prisma.sql`l.deleted_at IS NULL ${afterCursor}`,
    Prisma.sql`ORDER BY l.rank, l.id LIMIT ${limit + 1}`,
  );
  if (rows.length === 0) await assertVisible(ctx, workspaceId, {});
  return toPage(rows, limit, (label) => cursor.encode(binding, [label.rank, label.id]));
}
