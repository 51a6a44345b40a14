import type { View } from "@docket/schema/view";
import { canAccessView } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { EntityDefinition } from "../entity.ts";
import { createdChange, insertRows } from "../entity.ts";
import { findViews } from "./queries.ts";
import { viewFields } from "./row.ts";

/** Saved views. Changes to a view are visible to its owner, its project's members or the workspace's members. */
export const viewEntity = {
  table: "view",
  fields: viewFields,
  guard: (ctx, workspaceId) => canAccessView(ctx.actor, workspaceId, "change"),
  readers: ({ projectId, ownerId }) => ({ projectId, audience: ownerId }),
  find: (tx, { actor }, workspaceId, ids) => findViews(tx, actor, workspaceId, ids, "change", "any"),
} satisfies EntityDefinition<View>;

/** Inserts and records a new view. The caller must already have checked that the actor may create it. */
export async function insertView(scope: CommandScope, view: View): Promise<void> {
  await insertRows(scope.tx, viewEntity, [view]);
  scope.record(createdChange("view", view, viewEntity.readers(view)));
}
