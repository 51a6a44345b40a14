import { Prisma } from "@docket/db/generated/client";
import type { View } from "@docket/schema/view";
import { canAccessView } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { writeRows } from "../../log/command/write-rows.ts";
import type { ChangeOp } from "../../log/record.ts";
import { difference, tracked } from "../../log/record.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { viewColumns } from "./row.ts";

/** A view before and after a change. */
export type ViewChange = { before: View; after: View; op?: ChangeOp };

/**
 * Writes new states of views of one workspace, and records the changes for those who see the views.
 *
 * @returns the views in their new state; unchanged ones as they were
 * @throws LostRace when a row has changed since it was read, or the actor has lost the right to change it
 */
export async function saveViews(ctx: Ctx, scope: CommandScope, changes: ViewChange[]): Promise<View[]> {
  const [first] = changes;
  if (!first) return [];
  const { workspaceId } = first.before;
  const now = ctx.now();
  const real = changes.filter(({ before, after }) => difference(before, after) !== null);
  const rows = real.map(({ before, after }) => ({ ...viewColumns(after), version: before.version }));
  await writeRows(scope.tx, "view", workspaceId, rows, canAccessView(ctx.actor, workspaceId, "change"), now);
  return changes.map(({ before, after, op = "update" }) => {
    const changed = difference(before, after);
    if (!changed) return before;
    const saved = { ...after, version: before.version + 1, updatedAt: now.toISOString() };
    scope.record({ ...lineOf(saved), op, ...changed });
    return saved;
  });
}

/** Inserts and records a new view. The caller has checked that the actor may create it. */
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
  scope.record({ ...lineOf(view), op: "create", before: null, after: tracked(view) });
}

/**
 * Returns the fields of a change log line that address it to the view's owner, its project's members or the workspace's
 * members.
 */
function lineOf({ id, projectId, ownerId, version }: View) {
  return { entity: "view", entityId: id, projectId, audience: ownerId, version };
}
