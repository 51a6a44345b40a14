import type { Id } from "@docket/schema/id";
import type { ChangeOp } from "../../log/record.ts";
import type { Fields } from "../../runtime/json.ts";
import { isEqual } from "../../runtime/json.ts";
import type { Undoable, UndoableChange } from "./undoable.ts";

/** The fields of a change log entry that undo needs. */
export type PastChange = { entity: string; entityId: Id; op: string; before: Fields | null; after: Fields | null };

/** A conflict that prevents undo: a field that has been changed since. */
export type UndoConflict = { entity: string; entityId: Id; field: string };

/** Operations that can't be undone: permission changes and purges. */
export const IRREVERSIBLE: ReadonlySet<string> = new Set(["purge", "grant", "revoke"]);

export function isReversible(change: PastChange): boolean {
  return !IRREVERSIBLE.has(change.op);
}

/**
 * Returns whether a command is part of an import. Such a command can't be undone on its own, because only undoing the
 * whole import also deletes the origins of its rows.
 */
export function isPartOfImport({ kind }: { kind: string }): boolean {
  return kind.startsWith("import.");
}

/**
 * Returns the state of an entity before some changes, and those affected fields that have been changed since.
 *
 * @param current the current state
 * @param past the entity's changes, newest first
 * @param now the deletion time to set if a creation is undone
 */
export function stateBefore(
  current: Undoable,
  past: PastChange[],
  now: string,
): { after: Undoable; conflicts: UndoConflict[] } {
  let state = current;
  const conflicts: UndoConflict[] = [];
  for (const { entity, entityId, op, before, after } of past) {
    if (op === "leave") continue;
    const touched = before ?? after ?? {};
    for (const field of Object.keys(touched)) {
      if (field in state && !isEqual(state[field], after?.[field] ?? null)) conflicts.push({ entity, entityId, field });
    }
    state = op === "create" ? trashed(state, now) : { ...state, ...known(before ?? {}, state) };
  }
  return { after: state, conflicts };
}

/** Undoes a creation by trashing the entity. */
function trashed(state: Undoable, now: string): Undoable {
  return { ...state, deletedAt: now, ...("deletedRoot" in state ? { deletedRoot: state.id } : {}) };
}

function known(fields: Fields, state: Undoable): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => field in state));
}

const POSITION_FIELDS = ["projectId", "sectionId", "parentId", "folderId", "rank"];

/** Returns the operation that describes a change between two states. */
export function opBetween({ before, after }: Pick<UndoableChange, "before" | "after">): ChangeOp {
  if (before.deletedAt === null && after.deletedAt !== null) return "trash";
  if (before.deletedAt !== null && after.deletedAt === null) return "restore";
  return POSITION_FIELDS.some((field) => !isEqual(before[field], after[field])) ? "move" : "update";
}
