import { Prisma } from "@docket/db/generated/client";
import type { Label } from "@docket/schema/label";
import { labelKey } from "@docket/schema/label";
import { hasWorkspaceRole, canSeeLabel } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { writeRows } from "../../log/command/write-rows.ts";
import type { ChangeOp } from "../../log/record.ts";
import { difference, tracked } from "../../log/record.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import { DomainError } from "../../runtime/error.ts";
import { findVisibleLabels } from "./queries.ts";
import { labelColumns } from "./row.ts";

/** The states of a label before and after a change. */
export type LabelChange = { before: Label; after: Label; op?: ChangeOp };

/**
 * Writes new states of labels of one workspace and records them in the change log. By default, requires a member who
 * can see the labels.
 *
 * @param guard a condition on `t` that replaces this rule, for commands with another rule
 * @returns the labels in their current state, including unchanged ones
 * @throws LostRace when a row has changed since it was read, or the actor has lost access; DomainError `conflict` when
 * another live label that the actor can see has the name
 */
export async function saveLabels(
  ctx: Ctx,
  scope: CommandScope,
  changes: LabelChange[],
  guard?: Prisma.Sql,
): Promise<Label[]> {
  const [first] = changes;
  if (!first) return [];
  const { workspaceId } = first.before;
  const now = ctx.now();
  const real = changes.filter(({ before, after }) => difference(before, after) !== null);
  for (const { before, after } of real) {
    const isNamed = before.name !== after.name || (before.deletedAt !== null && after.deletedAt === null);
    if (isNamed) await refuseTakenName(ctx, scope, after);
  }
  const rows = real.map(({ before, after }) => ({ ...labelColumns(after), version: before.version }));
  const visibleToActor = Prisma.sql`${hasWorkspaceRole(ctx.actor, workspaceId, "member")} AND EXISTS (
    SELECT 1 FROM label l WHERE l.workspace_id = t.workspace_id AND l.id = t.id AND ${canSeeLabel(ctx.actor, workspaceId)})`;
  await writeRows(scope.tx, "label", workspaceId, rows, guard ?? visibleToActor, now);
  return changes.map(({ before, after, op = "update" }) => {
    const changed = difference(before, after);
    if (!changed) return before;
    const saved = { ...after, version: before.version + 1, updatedAt: now.toISOString() };
    scope.record({
      entity: "label",
      entityId: saved.id,
      op,
      projectId: null,
      audience: null,
      version: saved.version,
      ...changed,
    });
    return saved;
  });
}

/**
 * Rejects a name that another label has which the actor can see. A hidden label does not count, because the error would
 * reveal that it exists. Locks the workspace, so that two concurrent commands can't both take a name.
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
  if (taken.length > 0) throw new DomainError("conflict", `A label “${name}” already exists.`);
}

/**
 * Inserts new labels of one creator and records them in the change log. The caller has checked their names and that the
 * actor is a member.
 *
 * @throws DomainError `conflict` when the creator's limit of labels is reached
 */
export async function insertLabels(scope: CommandScope, labels: Label[]): Promise<void> {
  const [first] = labels;
  if (!first) return;
  const place = { workspaceId: first.workspaceId, userId: first.createdBy };
  await assertWithinLimit(scope.tx, "label", place, labels.length);
  await scope.tx.label.createMany({
    data: labels.map((label) => ({
      workspaceId: label.workspaceId,
      id: label.id,
      name: label.name,
      nameFolded: labelKey(label.name),
      color: label.color,
      rank: label.rank,
      createdBy: label.createdBy,
      createdAt: new Date(label.createdAt),
      updatedAt: new Date(label.updatedAt),
    })),
  });
  for (const label of labels) {
    scope.record({
      entity: "label",
      entityId: label.id,
      op: "create",
      projectId: null,
      audience: null,
      version: label.version,
      before: null,
      after: tracked(label),
    });
  }
}
