import type { Draft } from "./draft-store.ts";

/** The two texts of which the person has to choose one. */
export type Contest = { base: string; theirs: string; mine: string; version: number };

/**
 * What a draft and the server's text are to each other: two texts to choose between once another person has changed the text on
 * which the draft was begun.
 *
 * @param now the text that the page has from the server, which a refusal may be ahead of
 */
export function contestOf(draft: Draft | null, now: { text: string; version: number }): Contest | null {
  if (draft === null) return null;
  const theirs = draft.theirs && draft.theirs.version > now.version ? draft.theirs : now;
  if (theirs.text === draft.base || theirs.text === draft.text) return null;
  return { base: draft.base, theirs: theirs.text, mine: draft.text, version: theirs.version };
}
