import type { DraftKey, DraftStore } from "../../entities/draft/draft-store.ts";

/** Returns the place of the pending lines of a workspace among the drafts. */
export function pendingLinesOf(workspaceId: string): DraftKey {
  return { id: workspaceId, field: "lines" };
}

/** Removes a line whose task has been created. */
export function removePendingLine(drafts: DraftStore, workspaceId: string, id: string): void {
  const place = pendingLinesOf(workspaceId);
  const lines = (drafts.read(place)?.lines ?? []).filter((line) => line.id !== id);
  if (lines.length === 0) drafts.clear(place);
  else drafts.keep(place, { text: "", base: "", version: 0, lines });
}
