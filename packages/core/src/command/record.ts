import type { Id } from "@docket/schema/id";

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Fields = Record<string, Json>;

export type ChangeOp = "create" | "update" | "move" | "trash" | "restore" | "purge" | "leave" | "grant" | "revoke";

/** One line of the change log before it has its number. */
export type ChangeDraft = {
  entity: string;
  entityId: Id;
  op: ChangeOp;
  /** Its members see the change; null: everybody in the workspace but guests. */
  projectId: Id | null;
  /** Only this person sees it, where set. */
  audience: Id | null;
  version: number | null;
  before: Fields | null;
  after: Fields | null;
};

/** Bookkeeping of a row that says nothing about what a person changed. */
const UNTRACKED = new Set(["version", "updatedAt", "createdAt", "workspaceId", "id"]);

/**
 * The fields in which two states of an object differ, as they were and as they are.
 *
 * @returns null when nothing that counts has changed
 */
export function difference(before: Fields, after: Fields): { before: Fields; after: Fields } | null {
  const changed = { before: {} as Fields, after: {} as Fields };
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (UNTRACKED.has(key) || isEqual(before[key], after[key])) continue;
    changed.before[key] = before[key] ?? null;
    changed.after[key] = after[key] ?? null;
  }
  return Object.keys(changed.after).length > 0 ? changed : null;
}

/** The tracked fields of an object, for the line that tells of its making. */
export function tracked(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !UNTRACKED.has(key)));
}

/** Whom a line of the change log is for. */
type Readers = Pick<ChangeDraft, "projectId" | "audience">;

/** The line of a thing that is gone for good: its id, and nothing of what it was. It lets its words be blanked in older lines. */
export function purgeLine(entity: string, entityId: Id, { projectId, audience }: Readers): ChangeDraft {
  return { entity, entityId, op: "purge", projectId, audience, version: null, before: null, after: null };
}

/** The lines of tasks that are gone for good, each behind those of what was said about it. */
export function purgedTasks(tasks: { id: Id; comments: { id: Id }[] }[], readers: Readers): ChangeDraft[] {
  return tasks.flatMap(({ id, comments }) => [
    ...comments.map((comment) => purgeLine("comment", comment.id, readers)),
    purgeLine("task", id, readers),
  ]);
}

/** Equality of JSON values; the order of keys does not count, the order of lists does. */
export function isEqual(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((value, index) => isEqual(value, right[index]));
  }
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => isEqual(left[key], right[key]));
}
