"use client";

import type { Draft, DraftKey } from "./draft-store.ts";
import { conflictOf } from "./edit-conflict.ts";
import type { EditConflict } from "./edit-conflict.ts";
import { useDraft } from "./use-draft.tsx";

export type EditedText = {
  /** The text to show in the field. */
  value: string;
  draft: Draft | null;
  /** The conflict, if another user has changed the text on which the draft is based. */
  contest: EditConflict | null;
  type: (text: string) => void;
  /** Saves the draft. Does nothing while there is a conflict, which must be resolved first. */
  save: () => void;
  discard: () => void;
  /** Resolves a conflict with the given text. */
  resolve: (text: string) => void;
};

type Options = {
  place: DraftKey;
  /** The server's text, including unconfirmed local writes. */
  now: { text: string; version: number };
  /** Sends text together with the version on which it is based. */
  write: (text: string, baseVersion: number) => void;
  /** Whether the text may be empty. */
  isOptional: boolean;
};

/**
 * Lets the user edit a text field. The typed text is kept as a draft until it is saved, and saving never overwrites
 * another user's change.
 */
export function useEditedText({ place, now, write, isOptional }: Options): EditedText {
  const { draft, keep, clear } = useDraft(place);
  const contest = conflictOf(draft, now);
  const send = (text: string, version: number) => {
    clear();
    const trimmed = text.trim();
    if (trimmed !== now.text && (isOptional || trimmed !== "")) write(trimmed, version);
  };
  return {
    value: draft?.text ?? now.text,
    draft,
    contest,
    type: (text) => keep(draft ? { ...draft, text } : { text, base: now.text, version: now.version }),
    save: () => {
      if (draft && !contest) send(draft.text, draft.version);
    },
    discard: clear,
    resolve: (text) => {
      if (contest) send(text, contest.version);
    },
  };
}
