import { Prisma } from "@docket/db/generated/client";
import type { Label } from "@docket/schema/label";
import { labelKey } from "@docket/schema/label";
import { message } from "@docket/schema/message";
import { hasWorkspaceRole, canSeeLabel } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import { DomainError } from "../../runtime/error.ts";
import type { EntityDefinition } from "../entity.ts";
import { createdChange, insertRows } from "../entity.ts";
import { findLabels, findVisibleLabels } from "./queries.ts";
import { labelFields } from "./row.ts";

/** Labels. Members can change those that they can see. */
export const labelEntity = {
  table: "label",
  fields: labelFields,
  computed: ({ name }) => ({ name_folded: labelKey(name) }),
  guard: (ctx, workspaceId) => Prisma.sql`${hasWorkspaceRole(ctx.actor, workspaceId, "member")} AND EXISTS (
    SELECT 1 FROM label l WHERE l.workspace_id = t.workspace_id AND l.id = t.id AND ${canSeeLabel(ctx.actor, workspaceId)})`,
  readers: () => ({ projectId: null, audience: null }),
  find: (tx, { actor }, workspaceId, ids) => findLabels(tx, actor, workspaceId, ids, "member", "any"),
  check: async (ctx, scope, changes) => {
    for (const { before, after } of changes) {
      const isNamed = before.name !== after.name || (before.deletedAt !== null && after.deletedAt === null);
      if (isNamed) await refuseTakenName(ctx, scope, after);
    }
  },
} satisfies EntityDefinition<Label>;

/**
 * Rejects a name that another label visible to the actor already has. Hidden labels are not checked, because the error
 * would reveal their existence. Locks the workspace, so that two concurrent commands can't both use the same name.
 *
 * @throws DomainError `conflict`
 */
export async function refuseTakenName(
  { actor }: Ctx,
  { tx }: CommandScope,
  { workspaceId, id, name }: Label,
): Promise<void> {
  await tx.$queryRaw`SELECT id FROM workspace WHERE id = ${workspaceId}::uuid FOR NO KEY UPDATE`;
  const named = Prisma.sql`l.name_folded = ${labelKey(name)} AND l.deleted_at IS NULL AND l.id <> ${id}::uuid`;
  const taken = await findVisibleLabels(tx, actor, workspaceId, named);
  if (taken.length > 0) throw new DomainError("conflict", message`A label “${name}” already exists.`);
}

/**
 * Inserts new labels with the same creator and records them in the change log. The caller must already have checked
 * their names and that the actor is a member.
 *
 * @throws DomainError `conflict` if the creator's label limit is reached
 */
export async function insertLabels(scope: CommandScope, labels: Label[]): Promise<void> {
  const [first] = labels;
  if (!first) return;
  const place = { workspaceId: first.workspaceId, userId: first.createdBy };
  await assertWithinLimit(scope.tx, "label", place, labels.length);
  await insertRows(scope.tx, labelEntity, labels);
  for (const label of labels) scope.record(createdChange("label", label, labelEntity.readers()));
}
