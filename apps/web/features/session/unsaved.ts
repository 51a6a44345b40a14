import { DRAFT_KEY } from "../../entities/draft/draft-store.ts";
import { WRITE_KEYS } from "../../sync/write-store.ts";

/** The number of changes and drafts that exist only in this browser. */
export type Unsaved = {
  /** Changes that the server has not confirmed. */
  changes: number;
  /** Unsaved drafts, and rejected writes that were not discarded. */
  drafts: number;
};

/**
 * Counts the data that signing out would delete. On sign-out the server tells the browser to clear its storage,
 * including the data of other users and workspaces.
 *
 * @param storageOf returns the browser's storage; may throw if it is disabled, in which case the counts are zero
 */
export function countUnsaved(storageOf: () => Storage): Unsaved {
  const keys = keysOf(storageOf);
  const count = (...starts: string[]) => keys.filter((key) => starts.some((start) => key.startsWith(start))).length;
  return { changes: count(WRITE_KEYS.unanswered), drafts: count(WRITE_KEYS.refused, DRAFT_KEY) };
}

function keysOf(storageOf: () => Storage): string[] {
  try {
    return Object.keys(storageOf());
  } catch {
    return [];
  }
}
