import type { Id } from "@docket/schema/id";
import type { WritePath } from "./write.ts";

/** What a command did, for the notice after its undo. */
export type UndoSummary = { kind: WritePath; size: number; first: { title: string | null } };

/** A command that can be undone or redone. */
export type UndoEntry = {
  commandId: Id;
  summary: UndoSummary;
  /** What to write again for a redo, if the command was cancelled before it was sent. */
  cancelled?: { path: WritePath; input: object };
};

/** Entries that a tab remembers. Older commands are in the history on the server. */
const MAX_ENTRIES = 100;

/** The commands of this tab that Ctrl+Z undoes and Ctrl+Shift+Z redoes. */
export type UndoStack = {
  /** Adds a new command. Undone commands can't be redone any more. */
  push: (entry: UndoEntry) => void;
  /** Removes and returns the last command, or the one with this ID. */
  takeUndo: (commandId?: Id) => UndoEntry | undefined;
  takeRedo: () => UndoEntry | undefined;
  /** Adds the command that has undone another. Undoing it is the redo. */
  pushUndone: (entry: UndoEntry) => void;
  pushRedone: (entry: UndoEntry) => void;
  /** Removes a command that the server has rejected. */
  drop: (commandId: Id) => void;
};

/** Creates an empty stack. */
export function createUndoStack(): UndoStack {
  let done: UndoEntry[] = [];
  let undone: UndoEntry[] = [];
  const without = (entries: UndoEntry[], commandId: Id) => entries.filter((entry) => entry.commandId !== commandId);
  return {
    push: (entry) => {
      done = [...done, entry].slice(-MAX_ENTRIES);
      undone = [];
    },
    takeUndo: (commandId) => {
      const entry = commandId === undefined ? done.at(-1) : done.find((other) => other.commandId === commandId);
      if (entry) done = without(done, entry.commandId);
      return entry;
    },
    takeRedo: () => undone.pop(),
    pushUndone: (entry) => {
      undone = [...undone, entry];
    },
    pushRedone: (entry) => {
      done = [...done, entry];
    },
    drop: (commandId) => {
      done = without(done, commandId);
      undone = without(undone, commandId);
    },
  };
}

/**
 * Returns what a command does, named by its first task or by the name that it gives to something.
 *
 * @param titleOf returns the current title of a task
 */
export function undoSummary(
  kind: WritePath,
  input: object,
  taskIds: readonly Id[],
  titleOf: (id: Id) => string | undefined,
): UndoSummary {
  const items: unknown = "items" in input ? input.items : null;
  const created: unknown = Array.isArray(items) ? items[0] : input;
  const title = taskIds.map(titleOf).find((known) => known !== undefined);
  return { kind, size: Math.max(taskIds.length, 1), first: { title: title ?? nameIn(created) } };
}

function nameIn(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  if ("title" in value && typeof value.title === "string") return value.title;
  return "name" in value && typeof value.name === "string" ? value.name : null;
}
