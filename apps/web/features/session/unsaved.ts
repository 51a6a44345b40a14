import { isCommandKey, isRejectedKey } from "@docket/replica/command-key";
import { DRAFT_KEY } from "../../entities/draft/draft-store.ts";

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
  const isDraft = (key: string) => key.startsWith(DRAFT_KEY) || isRejectedKey(key);
  return { changes: keys.filter(isCommandKey).length, drafts: keys.filter(isDraft).length };
}

function keysOf(storageOf: () => Storage): string[] {
  try {
    return Object.keys(storageOf());
  } catch {
    return [];
  }
}
