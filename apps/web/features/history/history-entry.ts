import type { CommandEntry } from "@docket/schema/change";

/**
 * Returns whether a command can be undone. Excludes undo commands, although undoing one redoes the original command.
 */
export function isUndoable({ undoOf, undoneBy, canUndo }: CommandEntry): boolean {
  return canUndo && undoOf === null && undoneBy === null;
}

/**
 * Returns whether a command belongs to an import that was not undone. Imports are undone as a whole, on the import
 * page.
 */
export function isUndoableImport({ kind, undoneBy, size }: CommandEntry): boolean {
  return kind === "import.batch" && undoneBy === null && size > 0;
}

/** Returns whether the user issued the command. The welcome project of a new account is created automatically. */
export function isUserCommand({ kind }: CommandEntry): boolean {
  return kind !== "project.welcome";
}

/** Returns whether the history shows a command: it changed something and is not an undo. */
export function isListed({ undoOf, size }: CommandEntry): boolean {
  return undoOf === null && size > 0;
}
