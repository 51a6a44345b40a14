import type { CommandEntry } from "@docket/schema/change";

/** One of my commands, with what it was about and whether it can be taken back, as far as the server says so. */
export type HistoryEntry = CommandEntry & {
  canUndo?: boolean;
  first?: { title: string | null } | null;
};

/** Whether it can be taken back: not what is gone for good, and not what belongs to a group, which is taken back as one. */
export function canTakeBack({ kind, size, groupId, undoOf, undoneBy, canUndo }: HistoryEntry): boolean {
  if (undoOf !== null || undoneBy !== null) return false;
  return canUndo ?? (size > 0 && groupId === null && !kind.endsWith(".purge"));
}
