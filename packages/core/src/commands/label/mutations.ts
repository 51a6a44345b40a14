import type { CreateLabel, Label, LabelCommand, MoveLabel, UpdateLabel } from "@docket/schema/label";
import { saveEntities } from "../../entities/entity.ts";
import { insertLabels, refuseTakenName, labelEntity } from "../../entities/label/definition.ts";
import { labelRank } from "../../entities/label/order.ts";
import { getLabel } from "../../entities/label/queries.ts";
import { requireWorkspaceRole } from "../../entities/workspace/queries.ts";
import { command } from "../../log/command/command.ts";
import { mergeOntoCurrent } from "../../log/command/merge.ts";
import type { Ctx, Ref, Tx } from "../../runtime/ctx.ts";

/**
 * Creates a label in a workspace. Requires the member role.
 *
 * @throws DomainError `not_found`, `forbidden` for guests, `conflict` if a live label that the caller can see has the
 *   same name
 */
export function createLabel(ctx: Ctx, input: CreateLabel): Promise<Label> {
  const { workspaceId, id, name, color } = input;
  return command(ctx, input, {
    kind: "label.create",
    replay: () => getLabel(ctx.db, ctx.actor, input),
    run: async (scope) => {
      await requireWorkspaceRole(scope.tx, ctx.actor, workspaceId, "member");
      const now = ctx.now().toISOString();
      const label: Label = {
        workspaceId,
        id,
        name,
        color,
        rank: await labelRank(ctx, scope, workspaceId, {}),
        version: 1,
        createdBy: ctx.actor.userId,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      };
      await refuseTakenName(ctx, scope, label);
      await insertLabels(scope, [label]);
      return { result: { id }, answer: label };
    },
  });
}

/** Returns a label for a command. Throws `not_found` if the caller can't see it and `forbidden` if they are a guest. */
async function requireLabel(ctx: Ctx, tx: Tx, ref: Ref): Promise<Label> {
  const label = await getLabel(tx, ctx.actor, ref);
  await requireWorkspaceRole(tx, ctx.actor, ref.workspaceId, "member");
  return label;
}

/**
 * Renames or recolours a label. Requires the member role and access to the label.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` if another live label that the caller can see has the same
 *   name
 */
export function updateLabel(ctx: Ctx, input: UpdateLabel): Promise<Label> {
  const { workspaceId, id, set, baseVersion } = input;
  return command(ctx, input, {
    kind: "label.update",
    replay: () => getLabel(ctx.db, ctx.actor, input),
    run: async (scope) => {
      const before = await requireLabel(ctx, scope.tx, input);
      await mergeOntoCurrent(scope.tx, ctx.actor, {
        workspaceId,
        entityId: id,
        baseVersion,
        current: before,
        set: {},
        textFields: [],
      });
      const after = { ...before, name: set.name ?? before.name, color: set.color ?? before.color };
      const [answer = before] = await saveEntities(labelEntity, ctx, scope, [{ before, after }]);
      return { result: { id }, answer };
    },
  });
}

/** Moves a label within the order that all members share. Requires the member role and access to the label. */
export function moveLabel(ctx: Ctx, input: MoveLabel): Promise<Label> {
  const { workspaceId, id } = input;
  return command(ctx, input, {
    kind: "label.move",
    replay: () => getLabel(ctx.db, ctx.actor, input),
    run: async (scope) => {
      const before = await requireLabel(ctx, scope.tx, input);
      const rank = await labelRank(ctx, scope, workspaceId, input, [id]);
      const [answer = before] = await saveEntities(labelEntity, ctx, scope, [
        { before, after: { ...before, rank }, op: "move" },
      ]);
      return { result: { id }, answer };
    },
  });
}

/**
 * Deletes a label and removes it from all tasks. The links to tasks are kept so that undo can restore them, and the
 * name can be reused immediately. Requires the member role and access to the label.
 */
export function deleteLabel(ctx: Ctx, input: LabelCommand): Promise<Label> {
  const { id } = input;
  return command(ctx, input, {
    kind: "label.delete",
    replay: () => getLabel(ctx.db, ctx.actor, input, "any"),
    run: async (scope) => {
      const before = await requireLabel(ctx, scope.tx, input);
      const after = { ...before, deletedAt: ctx.now().toISOString() };
      const [answer = before] = await saveEntities(labelEntity, ctx, scope, [{ before, after, op: "trash" }]);
      return { result: { id }, answer };
    },
  });
}
