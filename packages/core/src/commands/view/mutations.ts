import type { CreateView, MoveView, UpdateView, View, ViewCommand } from "@docket/schema/view";
import { saveEntities } from "../../entities/entity.ts";
import { requireProject } from "../../entities/project/queries.ts";
import { insertView, viewEntity } from "../../entities/view/definition.ts";
import { viewRank } from "../../entities/view/order.ts";
import { getView, requireView } from "../../entities/view/queries.ts";
import { requireWorkspaceRole } from "../../entities/workspace/queries.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { command } from "../../log/command/command.ts";
import { mergeOntoCurrent } from "../../log/command/merge.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";

/**
 * Saves a view for the caller only, for a project's members (requires the editor role) or for the workspace's members
 * (requires the member role). Its filter can contain any ids. Ids that a reader can't see match nothing for that
 * reader.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` if there are too many views
 */
export function createView(ctx: Ctx, input: CreateView): Promise<View> {
  const { commandId: _, after, before, ...fields } = input;
  const { id } = input;
  return command(ctx, input, {
    kind: "view.create",
    replay: () => getView(ctx, input),
    run: async (scope) => {
      await requireRight(ctx, scope, input);
      const list = { ...fields, ownerId: input.scope === "user" ? ctx.actor.userId : null };
      const rank = await viewRank(ctx, scope, list, { after, before });
      await assertWithinLimit(scope.tx, "view", list);
      const now = ctx.now().toISOString();
      const view: View = {
        ...list,
        rank,
        version: 1,
        createdBy: ctx.actor.userId,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      };
      await insertView(scope, view);
      return { result: { id }, answer: view };
    },
  });
}

async function requireRight({ actor }: Ctx, { tx }: CommandScope, input: CreateView): Promise<void> {
  const { workspaceId, projectId, scope } = input;
  if (projectId !== null) await requireProject(tx, actor, { workspaceId, id: projectId }, "editor");
  else await requireWorkspaceRole(tx, actor, workspaceId, scope === "user" ? "guest" : "member");
}

/**
 * Changes the definition or display of a view. The last write to a field wins.
 *
 * @throws DomainError `not_found`, `forbidden`, `invalid` for a nonexistent version
 */
export function updateView(ctx: Ctx, input: UpdateView): Promise<View> {
  const { workspaceId, id, set, baseVersion } = input;
  return command(ctx, input, {
    kind: "view.update",
    replay: () => getView(ctx, input),
    run: async (scope) => {
      const before = await requireView(scope.tx, ctx.actor, input);
      const merge = { workspaceId, entityId: id, baseVersion, current: before, set: {}, textFields: [] };
      await mergeOntoCurrent(scope.tx, ctx.actor, merge);
      const after = {
        ...before,
        name: set.name ?? before.name,
        color: set.color ?? before.color,
        filter: set.filter === undefined ? before.filter : set.filter,
        layout: set.layout ?? before.layout,
        groupBy: set.groupBy === undefined ? before.groupBy : set.groupBy,
        sortBy: set.sortBy ?? before.sortBy,
        direction: set.direction ?? before.direction,
      };
      const [answer = before] = await saveEntities(viewEntity, ctx, scope, [{ before, after }]);
      return { result: { id }, answer };
    },
  });
}

/** Moves a view within its list: the user's, the project's or the workspace's. */
export function moveView(ctx: Ctx, input: MoveView): Promise<View> {
  const { id } = input;
  return command(ctx, input, {
    kind: "view.move",
    replay: () => getView(ctx, input),
    run: async (scope) => {
      const before = await requireView(scope.tx, ctx.actor, input);
      const rank = await viewRank(ctx, scope, before, input, [id]);
      const [answer = before] = await saveEntities(viewEntity, ctx, scope, [
        { before, after: { ...before, rank }, op: "move" },
      ]);
      return { result: { id }, answer };
    },
  });
}

/** Deletes a view. Its tasks are not changed. The deletion can be undone. */
export function deleteView(ctx: Ctx, input: ViewCommand): Promise<View> {
  const { id } = input;
  return command(ctx, input, {
    kind: "view.delete",
    replay: () => getView(ctx, input, "any"),
    run: async (scope) => {
      const before = await requireView(scope.tx, ctx.actor, input);
      const after = { ...before, deletedAt: ctx.now().toISOString() };
      const [answer = before] = await saveEntities(viewEntity, ctx, scope, [{ before, after, op: "trash" }]);
      return { result: { id }, answer };
    },
  });
}
