import type { Id } from "@docket/schema/id";

/** How long a change of others is marked, in milliseconds: as long as the tint takes to fade (globals.css). */
const MARK_MS = 1_000;

/** The tasks that somebody else has just changed. */
export type JustChanged = { has: (id: Id) => boolean; subscribe: (listener: () => void) => () => void };

export function createJustChanged(): JustChanged & { mark: (ids: readonly Id[]) => void } {
  const marks = new Map<Id, number>();
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    has: (id) => marks.has(id),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    mark: (ids) => {
      if (ids.length === 0) return;
      for (const id of ids) marks.set(id, (marks.get(id) ?? 0) + 1);
      tell();
      setTimeout(() => {
        for (const id of ids) {
          const left = (marks.get(id) ?? 0) - 1;
          if (left > 0) marks.set(id, left);
          else marks.delete(id);
        }
        tell();
      }, MARK_MS);
    },
  };
}
