import type { Id } from "@docket/schema/id";
import { isEqual } from "../runtime/json.ts";
import type { Fields } from "../runtime/json.ts";

export type ChangeOp = "create" | "update" | "move" | "trash" | "restore" | "purge" | "leave" | "grant" | "revoke";

/** An entry of the change log, without its sequence number. */
export type ChangeDraft = {
  entity: string;
  entityId: Id;
  op: ChangeOp;
  /** The project whose members can read the change; null for all members of the workspace except guests. */
  projectId: Id | null;
  /** The only user who can read the change; null if not restricted. */
  audience: Id | null;
  version: number | null;
  before: Fields | null;
  after: Fields | null;
};

/** Bookkeeping columns, which are not part of what a user changes. */
const UNTRACKED = new Set(["version", "updatedAt", "createdAt", "workspaceId", "id"]);

/** Returns whether entries of the change log contain a field. */
export function isTracked(name: string): boolean {
  return !UNTRACKED.has(name);
}

/**
 * Returns the old and new values of the fields in which two states of an entity differ.
 *
 * @returns null if no tracked field has changed
 */
export function difference(before: Fields, after: Fields): { before: Fields; after: Fields } | null {
  const changed = { before: {} as Fields, after: {} as Fields };
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!isTracked(key) || isEqual(before[key], after[key])) continue;
    changed.before[key] = before[key] ?? null;
    changed.after[key] = after[key] ?? null;
  }
  return Object.keys(changed.after).length > 0 ? changed : null;
}

/** Returns the tracked fields of an entity, for the log entry that records its creation. */
export function tracked(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => isTracked(key)));
}

/** Who can read an entry of the change log. */
export type Readers = Pick<ChangeDraft, "projectId" | "audience">;

/**
 * Creates the log entry for a purge. It contains only the entity's id, and allows redaction of the entity's text in
 * older entries.
 */
export function purgeLine(entity: string, entityId: Id, { projectId, audience }: Readers): ChangeDraft {
  return { entity, entityId, op: "purge", projectId, audience, version: null, before: null, after: null };
}

/** The actor id of changes that were not made by a user. */
export const NO_ACTOR_ID = "00000000-0000-0000-0000-000000000000";
