import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import type { ListPosition } from "../list-position.ts";
import { ranksAt, spreadRanks } from "../list-position.ts";
import { findSections } from "./queries.ts";
import { saveSections } from "./store.ts";

/** Returns the rank of a position among a project's sections. The caller holds the order lock. */
export async function sectionRank(
  ctx: Ctx,
  scope: CommandScope,
  workspaceId: Id,
  projectId: Id,
  place: ListPosition,
  moving: Id[] = [],
): Promise<string> {
  const order = {
    table: "section" as const,
    key: "id" as const,
    where: Prisma.sql`t.workspace_id = ${workspaceId}::uuid AND t.project_id = ${projectId}::uuid AND t.deleted_at IS NULL`,
  };
  const answer = await ranksAt(scope.tx, order, place, 1, moving);
  if (!answer.needsRebalance) return answer.ranks[0] ?? "";
  const ranks = new Map((await spreadRanks(scope.tx, order)).map(({ id, rank }) => [id, rank]));
  const staying = [...ranks.keys()].filter((id) => !moving.includes(id));
  const sections = await findSections(scope.tx, ctx.actor, workspaceId, staying, "editor");
  await saveSections(
    ctx,
    scope,
    sections.map((section) => ({
      before: section,
      after: { ...section, rank: ranks.get(section.id) ?? section.rank },
      op: "move",
    })),
  );
  return (await ranksAt(scope.tx, order, place, 1, moving)).ranks[0] ?? "";
}
