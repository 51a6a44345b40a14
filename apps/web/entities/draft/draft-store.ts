import type { NewTaskDraft as NewTask, PendingLine } from "./new-task-draft.ts";

/** Text that the user has typed but not saved, with the text on which it is based. */
export type Draft = {
  text: string;
  base: string;
  /** Version of the entity in which `base` was read; 0 if the entity did not exist yet. */
  version: number;
  /** The server's text when it rejected this draft because of a conflict. */
  theirs?: { text: string; version: number };
  /** Other fields of a new task whose title is `text`. */
  choices?: Omit<NewTask, "title">;
  /** Lines that have been submitted, but not read. */
  lines?: readonly PendingLine[];
};

/** Identifies the field to which a draft belongs. */
export type DraftKey = { id: string; field: "title" | "description" | "comment" | "body" | "newTask" | "lines" };

/** Stores drafts, which survive closing the tab. */
export type DraftStore = {
  read: (place: DraftKey) => Draft | null;
  keep: (place: DraftKey, draft: Draft) => void;
  clear: (place: DraftKey) => void;
  subscribe: (listener: () => void) => () => void;
};

/** Prefix of the storage keys for drafts, for all users. */
export const DRAFT_KEY = "docket.draft.";

/**
 * Creates a user's draft store in the browser. `read` returns the same object until the draft changes, as required by
 * `useSyncExternalStore`.
 *
 * @param storageOf returns the browser's storage. It is called lazily, because there is no storage on the server.
 *   Drafts that cannot be stored are kept in memory.
 */
export function createDraftStore(storageOf: () => Storage, userId: string): DraftStore {
  const drafts = new Map<string, Draft | null>();
  const listeners = new Set<() => void>();
  const keyOf = ({ id, field }: DraftKey) => `${DRAFT_KEY}${userId}.${id}.${field}`;
  const write = (place: DraftKey, draft: Draft | null) => {
    const key = keyOf(place);
    drafts.set(key, draft);
    try {
      if (draft === null) storageOf().removeItem(key);
      else storageOf().setItem(key, JSON.stringify(draft));
    } catch {
      // The storage is full or disabled.
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
    keep: write,
    clear: (place) => write(place, null),
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
    // Safe because only this store writes to these keys.
    return JSON.parse(text ?? "null") as Draft | null;
  } catch {
    return null;
  }
}
