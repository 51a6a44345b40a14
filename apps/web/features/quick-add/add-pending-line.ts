"use client";

import { uuidv7 } from "@docket/schema/uuid";
import type { DraftStore } from "../../entities/draft/draft-store.ts";
import type { PendingLine } from "../../entities/draft/new-task-draft.ts";
import { useDrafts } from "../../entities/draft/use-draft.tsx";
import { useWorkspace } from "../../entities/workspace/workspace-context.tsx";

/**
 * Keeps a submitted line until the code that reads it, or the names in it, have been loaded. It is stored like a draft,
 * so that it is not lost if the page is closed before.
 */
export function addPendingLine(drafts: DraftStore, workspaceId: string, line: Omit<PendingLine, "id">): void {
  const place = { id: workspaceId, field: "lines" } as const;
  const lines = [...(drafts.read(place)?.lines ?? []), { ...line, id: uuidv7() }];
  drafts.keep(place, { text: "", base: "", version: 0, lines });
}

/** Returns a function that keeps submitted lines of this workspace with {@link addPendingLine}. */
export function useAddPendingLine(): (line: Omit<PendingLine, "id">) => void {
  const drafts = useDrafts();
  const { id } = useWorkspace();
  return (line) => addPendingLine(drafts, id, line);
}
