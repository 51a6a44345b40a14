import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { ranksInList } from "../entity-order.ts";
import type { ListPosition } from "../list-position.ts";
import { sectionEntity } from "./definition.ts";

/** Returns the rank for a position among a project's sections. The caller must have called `lockOrder`. */
export async function sectionRank(
  ctx: Ctx,
  scope: CommandScope,
  workspaceId: Id,
  projectId: Id,
  position: ListPosition,
  moving: Id[] = [],
): Promise<string> {
  const where = Prisma.sql`t.workspace_id = ${workspaceId}::uuid AND t.project_id = ${projectId}::uuid AND t.deleted_at IS NULL`;
  const list = { definition: sectionEntity, workspaceId, where };
  const [rank = ""] = await ranksInList(ctx, scope, list, position, { moving });
  return rank;
}
