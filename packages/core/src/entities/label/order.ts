import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { hasWorkspaceRole } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { ranksInList } from "../entity-order.ts";
import type { ListPosition } from "../list-position.ts";
import { labelEntity } from "./definition.ts";
import { toLabel } from "./row.ts";

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
 * Returns ranks for `count` labels at a position among the workspace's labels. The labels are locked against concurrent
 * moves until the transaction ends. The order is shared, so rebalancing includes labels that the actor can't see.
 */
export async function labelRanks(
  ctx: Ctx,
  scope: CommandScope,
  workspaceId: Id,
  position: ListPosition,
  options: { count: number; moving?: Id[] },
): Promise<string[]> {
  const { tx } = scope;
  await tx.$queryRaw`SELECT id FROM workspace WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  const list = {
    definition: labelEntity,
    workspaceId,
    where: Prisma.sql`t.workspace_id = ${workspaceId}::uuid AND t.deleted_at IS NULL`,
    find: async (ids: Id[]) => (await tx.label.findMany({ where: { workspaceId, id: { in: ids } } })).map(toLabel),
    guard: hasWorkspaceRole(ctx.actor, workspaceId, "member"),
  };
  return ranksInList(ctx, scope, list, position, options);
}
