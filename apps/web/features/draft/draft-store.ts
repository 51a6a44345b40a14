import type { Draft as NewTask } from "../quick-add/draft.ts";

/** A text that somebody typed and has not saved, with the one on which it was begun. */
export type Draft = {
  text: string;
  base: string;
  /** Version of the object that held `base`; 0 where there was none yet. */
  version: number;
  /** What the server had when it refused to write this over it. */
  theirs?: { text: string; version: number };
  /** What a new task has besides its title, which is the text. */
  choices?: Omit<NewTask, "title">;
};

/** Where a draft belongs: a field of an object. */
export type DraftPlace = { id: string; field: "title" | "description" | "comment" | "body" | "newTask" };

/** Texts that outlive a closed tab. */
export type DraftStore = {
  read: (place: DraftPlace) => Draft | null;
  keep: (place: DraftPlace, draft: Draft) => void;
  clear: (place: DraftPlace) => void;
  subscribe: (listener: () => void) => () => void;
};

/** How the keys of drafts in the browser's storage begin, whose they may be. */
export const DRAFT_KEY = "docket.draft.";

/**
 * A store in the browser, apart by person. The same draft is the same object every time, as React wants it.
 *
 * @param storageOf the browser's, asked for when it is needed since servers have none; a draft that it has no room for lives as long as the page
 */
export function createDraftStore(storageOf: () => Storage, userId: string): DraftStore {
  const drafts = new Map<string, Draft | null>();
  const listeners = new Set<() => void>();
  const keyOf = ({ id, field }: DraftPlace) => `${DRAFT_KEY}${userId}.${id}.${field}`;
  const put = (place: DraftPlace, draft: Draft | null) => {
    const key = keyOf(place);
    drafts.set(key, draft);
    try {
      if (draft === null) storageOf().removeItem(key);
      else storageOf().setItem(key, JSON.stringify(draft));
    } catch {
      // Full or switched off.
    }
    for (const listener of listeners) listener();
  };
  return {
    read: (place) => {
      const key = keyOf(place);
      const known = drafts.get(key);
      if (known !== undefined) return known;
      const draft = parse(stored(storageOf, key));
      drafts.set(key, draft);
      return draft;
    },
    keep: put,
    clear: (place) => put(place, null),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function stored(storageOf: () => Storage, key: string): string | null {
  try {
    return storageOf().getItem(key);
  } catch {
    return null;
  }
}

function parse(text: string | null): Draft | null {
  try {
    // Safe because only this store writes under these keys.
    return JSON.parse(text ?? "null") as Draft | null;
  } catch {
    return null;
  }
}
