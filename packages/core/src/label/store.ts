import type { Label } from "@docket/schema/label";
import { labelKey } from "@docket/schema/label";
import { hasWorkspaceRole } from "../access.ts";
import type { CommandScope } from "../command/command.ts";
import type { ChangeOp } from "../command/record.ts";
import { difference, tracked } from "../command/record.ts";
import { writeRows } from "../command/write-rows.ts";
import type { Ctx } from "../ctx.ts";
import { DomainError } from "../error.ts";
import { labelColumns } from "./row.ts";

/** A label as it was read and as it shall be. */
export type LabelChange = { before: Label; after: Label; op?: ChangeOp };

/**
 * Writes new states of labels of one workspace, as a member of it, and notes them in the change log.
 *
 * @returns the labels as they are now; unchanged ones as they were
 * @throws LostRace when a row has changed since it was read, or the right to it is gone; DomainError `conflict` when the
 *   name is another live label's
 */
export async function saveLabels(ctx: Ctx, scope: CommandScope, changes: LabelChange[]): Promise<Label[]> {
  const [first] = changes;
  if (!first) return [];
  const { workspaceId } = first.before;
  const now = ctx.now();
  const real = changes.filter(({ before, after }) => difference(before, after) !== null);
  for (const { before, after } of real) {
    const isNamed = before.name !== after.name || (before.deletedAt !== null && after.deletedAt === null);
    if (isNamed) await refuseTakenName(scope, after);
  }
  const rows = real.map(({ before, after }) => ({ ...labelColumns(after), version: before.version }));
  await writeRows(scope.tx, "label", workspaceId, rows, hasWorkspaceRole(ctx.actor, workspaceId, "member"), now);
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

/** Says it in words where the unique index, which holds against two at once, would only say that something exists. */
async function refuseTakenName({ tx }: CommandScope, { workspaceId, id, name }: Label): Promise<void> {
  const taken = await tx.label.count({
    where: { workspaceId, nameFolded: labelKey(name), deletedAt: null, id: { not: id } },
  });
  if (taken > 0) throw new DomainError("conflict", `There is already a label “${name}”.`);
}

/**
 * Puts a new label into the database and the change log. The caller has checked that the actor is a member.
 *
 * @throws DomainError `conflict` when the name is another live label's
 */
export async function insertLabel(scope: CommandScope, label: Label): Promise<void> {
  await refuseTakenName(scope, label);
  await scope.tx.label.create({
    data: {
      workspaceId: label.workspaceId,
      id: label.id,
      name: label.name,
      nameFolded: labelKey(label.name),
      color: label.color,
      rank: label.rank,
      createdBy: label.createdBy,
      createdAt: new Date(label.createdAt),
      updatedAt: new Date(label.updatedAt),
    },
  });
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
