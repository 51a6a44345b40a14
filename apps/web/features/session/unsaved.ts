import { WRITE_KEYS } from "../../sync/write-store.ts";
import { DRAFT_KEY } from "../draft/draft-store.ts";

/** What a browser has kept and the server has not. */
export type Unsaved = {
  /** Changes that the server has not confirmed. */
  changes: number;
  /** Texts that were begun, or refused and not discarded. */
  drafts: number;
};

/**
 * Counts what signing out would delete: the server then tells the browser to clear its storage, of whichever person and
 * workspace.
 *
 * @param storageOf the browser's storage; it may be switched off, and then nothing was kept
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
