import type { Section } from "@docket/schema/section";
import type { Ctx } from "../../runtime/ctx.ts";

/** Returns a new section with the given fields, and defaults for the others. */
export function newSection(
  ctx: Ctx,
  own: Pick<Section, "workspaceId" | "projectId" | "id" | "name" | "rank">,
): Section {
  const now = ctx.now().toISOString();
  return {
    ...own,
    isDoneColumn: false,
    version: 1,
    createdBy: ctx.actor.userId,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    deletedRoot: null,
  };
}
