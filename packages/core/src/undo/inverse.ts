import type { Id } from "@docket/schema/id";
import type { ChangeOp } from "../command/record.ts";
import type { Fields } from "../json.ts";
import { isEqual } from "../json.ts";
import type { Undoable, UndoableChange } from "./store.ts";

/** A line of the change log, as far as undoing it needs. */
export type PastChange = { entity: string; entityId: Id; op: string; before: Fields | null; after: Fields | null };

/** What stands in the way of undoing: the field that says something else by now. */
export type UndoConflict = { entity: string; entityId: Id; field: string };

/** Changes of rights and removals for good are not taken back; they are made anew. */
export const IRREVERSIBLE: ReadonlySet<string> = new Set(["purge", "grant", "revoke"]);

export function isReversible(change: PastChange): boolean {
  return !IRREVERSIBLE.has(change.op);
}

/** An import also remembers where its rows came from, which goes with it when it is undone as a whole. */
export function isPartOfImport({ kind }: { kind: string }): boolean {
  return kind.startsWith("import.");
}

/**
 * The state of an object before some changes, if nothing that they touched has changed since.
 *
 * @param current the object as it is
 * @param past its changes, newest first
 * @param now the time that a creation taken back is marked with
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
    state = op === "create" ? thrownAway(state, now) : { ...state, ...known(before ?? {}, state) };
  }
  return { after: state, conflicts };
}

/** To take back a creation is to throw the thing away. */
function thrownAway(state: Undoable, now: string): Undoable {
  return { ...state, deletedAt: now, ...("deletedRoot" in state ? { deletedRoot: state.id } : {}) };
}

function known(fields: Fields, state: Undoable): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([field]) => field in state));
}

const PLACE = ["projectId", "sectionId", "parentId", "folderId", "rank"];

/** What a change between two states is called. */
export function opBetween({ before, after }: Pick<UndoableChange, "before" | "after">): ChangeOp {
  if (before.deletedAt === null && after.deletedAt !== null) return "trash";
  if (before.deletedAt !== null && after.deletedAt === null) return "restore";
  return PLACE.some((field) => !isEqual(before[field], after[field])) ? "move" : "update";
}
