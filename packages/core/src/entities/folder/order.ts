import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import type { ListPosition } from "../list-position.ts";
import { ranksAt, spreadRanks } from "../list-position.ts";
import { findFolders } from "./queries.ts";
import { lockFolders, saveFolders } from "./store.ts";

/** A list of folders: the actor's folders in one parent. */
export type FolderList = { workspaceId: Id; parentId: Id | null };

/**
 * Returns ranks for `count` folders at a position in a list. When the ranks there have grown too long, first rebalances
 * the whole list as changes of the same command.
 */
export async function folderRanks(
  ctx: Ctx,
  scope: CommandScope,
  { workspaceId, parentId }: FolderList,
  place: ListPosition,
  count: number,
  moving: Id[] = [],
): Promise<string[]> {
  const { tx } = scope;
  await lockFolders(ctx, scope, workspaceId);
  const order = {
    table: "folder" as const,
    key: "id" as const,
    where: Prisma.sql`t.workspace_id = ${workspaceId}::uuid AND t.user_id = ${ctx.actor.userId}::uuid
      AND t.deleted_at IS NULL AND t.parent_id IS NOT DISTINCT FROM ${parentId}::uuid`,
  };
  const answer = await ranksAt(tx, order, place, count, moving);
  if (!answer.needsRebalance) return answer.ranks;
  const spread = new Map((await spreadRanks(tx, order)).map(({ id, rank }) => [id, rank]));
  const staying = [...spread.keys()].filter((id) => !moving.includes(id));
  const folders = await findFolders(tx, ctx.actor, workspaceId, staying, "guest");
  await saveFolders(
    ctx,
    scope,
    folders.map((before) => ({ before, after: { ...before, rank: spread.get(before.id) ?? before.rank }, op: "move" })),
  );
  return (await ranksAt(tx, order, place, count, moving)).ranks;
}
