"use client";

import { createContext, useContext, useMemo, useSyncExternalStore } from "react";
import type { ReactNode } from "react";
import { useViewer } from "../viewer/viewer.tsx";
import { createDraftStore } from "./draft-store.ts";
import type { Draft, DraftKey, DraftStore } from "./draft-store.ts";

const DraftContext = createContext<DraftStore | null>(null);

/** Returns the store for the user's drafts in this browser. */
export function useDrafts(): DraftStore {
  const drafts = useContext(DraftContext);
  if (!drafts) throw new Error("There is no DraftProvider.");
  return drafts;
}

export function DraftProvider({ children }: { children: ReactNode }) {
  const { userId } = useViewer();
  const drafts = useMemo(() => createDraftStore(() => localStorage, userId), [userId]);
  return <DraftContext value={drafts}>{children}</DraftContext>;
}

/** Returns the draft of one field and functions to store or clear it. There are no drafts during server rendering. */
export function useDraft({ id, field }: DraftKey) {
  const drafts = useDrafts();
  const place = useMemo(() => ({ id, field }), [id, field]);
  const draft = useSyncExternalStore(
    drafts.subscribe,
    () => drafts.read(place),
    () => null,
  );
  return useMemo(
    () => ({
      draft,
      keep: (next: Draft) => drafts.keep(place, next),
      clear: () => drafts.clear(place),
    }),
    [draft, drafts, place],
  );
}
