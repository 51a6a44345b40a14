import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { rankBetween } from "@docket/schema/rank";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import type { ListPosition } from "../list-position.ts";
import { ranksAt, spreadRanks } from "../list-position.ts";

/**
 * Returns the rank for a position in the caller's sidebar. The sidebar is private, so rebalancing it is not recorded as
 * a change.
 */
export async function sidebarRank(
  ctx: Ctx,
  { tx }: CommandScope,
  workspaceId: Id,
  place: ListPosition,
  moving: Id[] = [],
): Promise<string> {
  const { userId } = ctx.actor;
  const scope = {
    table: "project_member" as const,
    key: "project_id" as const,
    where: Prisma.sql`t.workspace_id = ${workspaceId}::uuid AND t.user_id = ${userId}::uuid`,
  };
  const answer = await ranksAt(tx, scope, place, 1, moving);
  if (answer.needsRebalance) {
    for (const { id, rank } of await spreadRanks(tx, scope)) {
      await tx.projectMember.update({
        where: { workspaceId_projectId_userId: { workspaceId, projectId: id, userId } },
        data: { rank },
      });
    }
    return (await ranksAt(tx, scope, place, 1, moving)).ranks[0] ?? "";
  }
  return answer.ranks[0] ?? "";
}

/** Returns the rank after the last entry in a user's sidebar, for a project that was shared with them. */
export async function lastSidebarRank(tx: Tx, workspaceId: Id, userId: Id): Promise<string> {
  const last = await tx.projectMember.findFirst({
    where: { workspaceId, userId },
    orderBy: [{ rank: "desc" }, { projectId: "desc" }],
    select: { rank: true },
  });
  return rankBetween(last?.rank ?? null, null);
}
