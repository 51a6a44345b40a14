import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { View } from "@docket/schema/view";
import type { CommandScope } from "../../log/command/command.ts";
import { lockOrder } from "../../log/command/lost-race.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { ranksInList } from "../entity-order.ts";
import type { ListPosition } from "../list-position.ts";
import { viewEntity } from "./definition.ts";

/** The list that contains a view: the views of the same user, project or workspace. */
export type ViewList = Pick<View, "workspaceId" | "scope" | "ownerId" | "projectId">;

/**
 * Returns the rank for a position in a list of views, and locks the list against concurrent moves until the transaction
 * ends.
 */
export async function viewRank(
  ctx: Ctx,
  scope: CommandScope,
  list: ViewList,
  position: ListPosition,
  moving: Id[] = [],
): Promise<string> {
  const { workspaceId } = list;
  await lockList(scope, list);
  const where = Prisma.sql`t.workspace_id = ${workspaceId}::uuid AND t.scope = ${list.scope} AND t.deleted_at IS NULL
    AND t.owner_id IS NOT DISTINCT FROM ${list.ownerId}::uuid AND t.project_id IS NOT DISTINCT FROM ${list.projectId}::uuid`;
  const views = { definition: viewEntity, workspaceId, where };
  const [rank = ""] = await ranksInList(ctx, scope, views, position, { moving });
  return rank;
}

async function lockList({ tx }: CommandScope, { workspaceId, ownerId, projectId }: ViewList): Promise<void> {
  if (projectId !== null) return lockOrder(tx, workspaceId, [projectId]);
  if (ownerId === null) {
    await tx.$queryRaw`SELECT id FROM workspace WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
    return;
  }
  await tx.$queryRaw`
    SELECT user_id FROM workspace_member
    WHERE workspace_id = ${workspaceId}::uuid AND user_id = ${ownerId}::uuid FOR NO KEY UPDATE`;
}
