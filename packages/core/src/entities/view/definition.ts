import { Prisma } from "@docket/db/generated/client";
import type { View } from "@docket/schema/view";
import { canAccessView } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { EntityDefinition } from "../entity.ts";
import { createdChange } from "../entity.ts";
import { findViews } from "./queries.ts";
import { viewColumns } from "./row.ts";

/** Saved views. Their changes are visible to the view's owner, its project's members or the workspace's members. */
export const viewEntity = {
  table: "view",
  columns: viewColumns,
  guard: (ctx, workspaceId) => canAccessView(ctx.actor, workspaceId, "change"),
  readers: ({ projectId, ownerId }) => ({ projectId, audience: ownerId }),
  find: (tx, { actor }, workspaceId, ids) => findViews(tx, actor, workspaceId, ids, "change", "any"),
} satisfies EntityDefinition<View>;

/** Inserts and records a new view. The caller must have checked that the actor may create it. */
export async function insertView(scope: CommandScope, view: View): Promise<void> {
  const { deletedAt: _, ...row } = view;
  await scope.tx.view.create({
    data: {
      ...row,
      filter: view.filter ?? Prisma.DbNull,
      createdAt: new Date(view.createdAt),
      updatedAt: new Date(view.updatedAt),
    },
  });
  scope.record(createdChange("view", view, viewEntity.readers(view)));
}
