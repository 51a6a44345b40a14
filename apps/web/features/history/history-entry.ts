import type { CommandEntry } from "@docket/schema/change";

/** Whether a command can be taken back; an undo can as well, which does the first again, but that is another question. */
export function canTakeBack({ undoOf, undoneBy, canUndo }: CommandEntry): boolean {
  return canUndo && undoOf === null && undoneBy === null;
}

/** Whether it is a standing part of an import, which is taken back as a whole on the page of the imports. */
export function isStandingImport({ kind, undoneBy, size }: CommandEntry): boolean {
  return kind === "import.batch" && undoneBy === null && size > 0;
}

/** Whether taking back what was last may reach it: the project that welcomes a newcomer is there without their doing. */
export function isOwnDoing({ kind }: CommandEntry): boolean {
  return kind !== "project.welcome";
}

/** Whether there is something to tell of it: it did something, and is not itself the taking back of a command. */
export function isTold({ undoOf, size }: CommandEntry): boolean {
  return undoOf === null && size > 0;
}
