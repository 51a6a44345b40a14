import type { Draft } from "./draft-store.ts";

/** An edit conflict. The user has to choose one of the two versions or merge them. */
export type EditConflict = { base: string; theirs: string; mine: string; version: number };

/**
 * Returns the conflict between a draft and the server's text; null if the server's text equals the draft's base or the
 * draft itself.
 *
 * @param now the server's text as loaded by the page; a rejected write may have returned a newer version
 */
export function conflictOf(draft: Draft | null, now: { text: string; version: number }): EditConflict | null {
  if (draft === null) return null;
  const theirs = draft.theirs && draft.theirs.version > now.version ? draft.theirs : now;
  if (theirs.text === draft.base || theirs.text === draft.text) return null;
  return { base: draft.base, theirs: theirs.text, mine: draft.text, version: theirs.version };
}
