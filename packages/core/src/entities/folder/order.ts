import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { ranksInList } from "../entity-order.ts";
import type { ListPosition } from "../list-position.ts";
import { folderEntity, lockFolders } from "./definition.ts";

/** A list of folders: the actor's folders in one parent. */
export type FolderList = { workspaceId: Id; parentId: Id | null };

/** Returns ranks for `count` folders at a position in a list, and locks the actor's folders until the transaction ends. */
export async function folderRanks(
  ctx: Ctx,
  scope: CommandScope,
  { workspaceId, parentId }: FolderList,
  position: ListPosition,
  count: number,
  moving: Id[] = [],
): Promise<string[]> {
  await lockFolders(ctx, scope, workspaceId);
  const where = Prisma.sql`t.workspace_id = ${workspaceId}::uuid AND t.user_id = ${ctx.actor.userId}::uuid
    AND t.deleted_at IS NULL AND t.parent_id IS NOT DISTINCT FROM ${parentId}::uuid`;
  const list = { definition: folderEntity, workspaceId, where };
  return ranksInList(ctx, scope, list, position, { count, moving });
}
