import type { Id } from "@docket/schema/id";
import { projectsFor } from "../../access/access.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Tx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import type { Fields } from "../../runtime/json.ts";
import { isEqual } from "../../runtime/json.ts";

export type Merge = {
  workspaceId: Id;
  entityId: Id;
  /** The version on which the edit is based. */
  baseVersion: number;
  /** The current state of the entity. */
  current: Fields & { version: number };
  /** The values to set. */
  set: Fields;
  /** Names of the fields with prose, for which last-writer-wins would lose text. */
  textFields: readonly string[];
};

/**
 * Checks whether a patch based on an older version can be applied without losing text. Changes to different fields are
 * merged. If both sides changed the same field, the last writer wins and the change log keeps the other value, except
 * for prose, where this is a conflict. The details of a conflict contain the base text only if the actor can read its
 * log entry, which may belong to a project that the entity has left.
 *
 * @throws DomainError `conflict` with `base`, `theirs` and `mine` for each conflicting text field; `invalid` for a
 *   version that does not exist yet
 */
export async function mergeOntoCurrent(tx: Tx, actor: Actor, merge: Merge): Promise<void> {
  const { workspaceId, entityId, baseVersion, current, set, textFields } = merge;
  if (baseVersion === current.version) return;
  if (baseVersion > current.version)
    throw new DomainError("invalid", "This is based on a version that does not exist.");
  const contested = textFields.filter((field) => set[field] !== undefined && !isEqual(set[field], current[field]));
  if (contested.length === 0) return;

  const since = await tx.change.findMany({
    where: { workspaceId, entityId, version: { gt: baseVersion } },
    orderBy: { seq: "asc" },
    select: { before: true, projectId: true },
  });
  const conflicts: Fields = {};
  for (const field of contested) {
    // The `before` value of the first later change to the field is its value in the base version.
    const first = since
      .map(({ before, projectId }) => ({ before: before as Fields | null, projectId }))
      .find(({ before }) => before !== null && field in before);
    if (!first) continue;
    const base = (await isReadable(tx, actor, workspaceId, first.projectId)) ? first.before?.[field] : null;
    conflicts[field] = { base: base ?? null, theirs: current[field] ?? null, mine: set[field] ?? null };
  }
  if (Object.keys(conflicts).length === 0) return;
  throw new DomainError("conflict", "Someone else changed the same text.", {
    details: { version: current.version, conflicts },
  });
}

async function isReadable(tx: Tx, actor: Actor, workspaceId: Id, projectId: Id | null): Promise<boolean> {
  if (projectId === null) return true;
  return (await tx.project.count({ where: { workspaceId, id: projectId, AND: projectsFor(actor, "viewer") } })) > 0;
}
