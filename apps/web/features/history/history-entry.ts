import type { CommandEntry } from "@docket/schema/change";

/** Whether a command can be taken back; an undo can as well, which does the first again, but that is another question. */
export function canTakeBack({ undoOf, undoneBy, canUndo }: CommandEntry): boolean {
  return canUndo && undoOf === null && undoneBy === null;
}
