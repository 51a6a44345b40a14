"use client";

import { contestOf } from "./contest.ts";
import type { Contest } from "./contest.ts";
import type { Draft, DraftPlace } from "./draft-store.ts";
import { useDraft } from "./use-draft.tsx";

export type EditedText = {
  /** What to show in the field. */
  value: string;
  draft: Draft | null;
  /** Somebody else has changed the text on which the draft was begun. */
  contest: Contest | null;
  type: (text: string) => void;
  /** Saves what was typed; what is contested stays a draft until somebody has chosen. */
  save: () => void;
  discard: () => void;
  /** Ends a contest with this text. */
  resolve: (text: string) => void;
};

type Options = {
  place: DraftPlace;
  /** What the server has, with what is on its way there. */
  now: { text: string; version: number };
  /** Sends a text that was made on a version. */
  write: (text: string, baseVersion: number) => void;
  /** Whether there may be no text at all. */
  isOptional: boolean;
};

/** A text that is typed, kept as a draft until it is saved, and never written over somebody else's. */
export function useEditedText({ place, now, write, isOptional }: Options): EditedText {
  const { draft, keep, clear } = useDraft(place);
  const contest = contestOf(draft, now);
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
