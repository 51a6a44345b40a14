import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { hasWorkspaceRole } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import type { ListPosition } from "../list-position.ts";
import { ranksAt, spreadRanks } from "../list-position.ts";
import { toLabel } from "./row.ts";
import { saveLabels } from "./store.ts";

/** Returns the rank for one label; see {@link labelRanks}. */
export async function labelRank(
  ctx: Ctx,
  scope: CommandScope,
  workspaceId: Id,
  place: ListPosition,
  moving: Id[] = [],
): Promise<string> {
  const [rank = ""] = await labelRanks(ctx, scope, workspaceId, place, { count: 1, moving });
  return rank;
}

/**
 * Returns ranks for `count` labels at a position among the workspace's labels, which stay locked against other moves
 * until the transaction ends. When the ranks there have grown too long, first rebalances all labels as changes of the
 * same command.
 */
export async function labelRanks(
  ctx: Ctx,
  scope: CommandScope,
  workspaceId: Id,
  place: ListPosition,
  { count, moving = [] }: { count: number; moving?: Id[] },
): Promise<string[]> {
  const { tx } = scope;
  await tx.$queryRaw`SELECT id FROM workspace WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  const order = {
    table: "label" as const,
    key: "id" as const,
    where: Prisma.sql`t.workspace_id = ${workspaceId}::uuid AND t.deleted_at IS NULL`,
  };
  const answer = await ranksAt(tx, order, place, count, moving);
  if (!answer.needsRebalance) return answer.ranks;
  const spread = new Map((await spreadRanks(tx, order)).map(({ id, rank }) => [id, rank]));
  const staying = [...spread.keys()].filter((id) => !moving.includes(id));
  // Includes labels that this actor can't see, because the order is shared.
  const labels = (await tx.label.findMany({ where: { workspaceId, id: { in: staying } } })).map(toLabel);
  await saveLabels(
    ctx,
    scope,
    labels.map((label) => ({
      before: label,
      after: { ...label, rank: spread.get(label.id) ?? label.rank },
      op: "move",
    })),
    hasWorkspaceRole(ctx.actor, workspaceId, "member"),
  );
  return (await ranksAt(tx, order, place, count, moving)).ranks;
}
