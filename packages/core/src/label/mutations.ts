import type { CreateLabel, Label, LabelCommand, MoveLabel, UpdateLabel } from "@docket/schema/label";
import { command } from "../command/command.ts";
import { mergeOntoCurrent } from "../command/merge.ts";
import type { Ctx, Ref, Tx } from "../ctx.ts";
import { requireWorkspaceRole } from "../workspace/queries.ts";
import { labelRank } from "./order.ts";
import { getLabel } from "./queries.ts";
import { insertLabels, refuseTakenName, saveLabels } from "./store.ts";

/**
 * Makes a label for the whole workspace. Members only.
 *
 * @throws DomainError `not_found`, `forbidden` for guests, `conflict` when a live label that they see has the name
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

/** A label for a command. What the caller cannot see does not exist; a guest who sees it is told that they may not. */
async function requireLabel(ctx: Ctx, tx: Tx, ref: Ref): Promise<Label> {
  const label = await getLabel(tx, ctx.actor, ref);
  await requireWorkspaceRole(tx, ctx.actor, ref.workspaceId, "member");
  return label;
}

/**
 * Renames or recolours a label, in every task. Only for members who see it.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` when another live label has the name
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
      const [answer = before] = await saveLabels(ctx, scope, [{ before, after }]);
      return { result: { id }, answer };
    },
  });
}

/** Moves a label within the list that all members share. Only for members who see it. */
export function moveLabel(ctx: Ctx, input: MoveLabel): Promise<Label> {
  const { workspaceId, id } = input;
  return command(ctx, input, {
    kind: "label.move",
    replay: () => getLabel(ctx.db, ctx.actor, input),
    run: async (scope) => {
      const before = await requireLabel(ctx, scope.tx, input);
      const rank = await labelRank(ctx, scope, workspaceId, input, [id]);
      const [answer = before] = await saveLabels(ctx, scope, [{ before, after: { ...before, rank }, op: "move" }]);
      return { result: { id }, answer };
    },
  });
}

/**
 * Takes a label off the list and off all tasks. What had it is remembered, so that undoing brings everything back; its name
 * can be used again immediately. Only for members who see it.
 */
export function deleteLabel(ctx: Ctx, input: LabelCommand): Promise<Label> {
  const { id } = input;
  return command(ctx, input, {
    kind: "label.delete",
    replay: () => getLabel(ctx.db, ctx.actor, input, "any"),
    run: async (scope) => {
      const before = await requireLabel(ctx, scope.tx, input);
      const after = { ...before, deletedAt: ctx.now().toISOString() };
      const [answer = before] = await saveLabels(ctx, scope, [{ before, after, op: "trash" }]);
      return { result: { id }, answer };
    },
  });
}
