import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { View } from "@docket/schema/view";
import type { CommandScope } from "../../log/command/command.ts";
import { lockOrder } from "../../log/command/lost-race.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import type { ListPosition } from "../list-position.ts";
import { ranksAt, spreadRanks } from "../list-position.ts";
import { findViews } from "./queries.ts";
import { saveViews } from "./store.ts";

/** The list that contains a view: the views of the same person, project or workspace. */
export type ViewList = Pick<View, "workspaceId" | "scope" | "ownerId" | "projectId">;

/**
 * Returns the rank of a position in a list of views, and locks the list against other moves until the transaction ends.
 * If the ranks there have become too long, the whole list is rebalanced first, as changes of the same command.
 */
export async function viewRank(
  ctx: Ctx,
  scope: CommandScope,
  list: ViewList,
  place: ListPosition,
  moving: Id[] = [],
): Promise<string> {
  const { tx } = scope;
  const { workspaceId } = list;
  await lockList(scope, list);
  const order = {
    table: "view" as const,
    key: "id" as const,
    where: Prisma.sql`t.workspace_id = ${workspaceId}::uuid AND t.scope = ${list.scope} AND t.deleted_at IS NULL
      AND t.owner_id IS NOT DISTINCT FROM ${list.ownerId}::uuid AND t.project_id IS NOT DISTINCT FROM ${list.projectId}::uuid`,
  };
  const answer = await ranksAt(tx, order, place, 1, moving);
  if (!answer.needsRebalance) return answer.ranks[0] ?? "";
  const spread = new Map((await spreadRanks(tx, order)).map(({ id, rank }) => [id, rank]));
  const staying = [...spread.keys()].filter((id) => !moving.includes(id));
  const views = await findViews(tx, ctx.actor, workspaceId, staying, "change");
  await saveViews(
    ctx,
    scope,
    views.map((before) => ({ before, after: { ...before, rank: spread.get(before.id) ?? before.rank }, op: "move" })),
  );
  return (await ranksAt(tx, order, place, 1, moving)).ranks[0] ?? "";
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
