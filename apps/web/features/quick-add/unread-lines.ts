import type { NewTaskDraft, TaskDestination } from "../../entities/draft/new-task-draft.ts";
import type { LinePosition } from "./new-task-lists.ts";

/** A submitted line that could not be read yet. Its draft contains the line and the given values. */
export type UnreadLine = { draft: NewTaskDraft; home: TaskDestination; position: LinePosition };

let lines: readonly UnreadLine[] = [];
const listeners = new Set<() => void>();

function change(next: readonly UnreadLine[]): void {
  lines = next;
  for (const listener of listeners) listener();
}

/** Keeps a submitted line until the code that reads it, or the names in it, have been loaded. */
export function addUnreadLine(line: UnreadLine): void {
  change([...lines, line]);
}

/** Removes a line that has been read. Returns whether it was still kept. */
export function removeUnreadLine(line: UnreadLine): boolean {
  const isKept = lines.includes(line);
  change(lines.filter((other) => other !== line));
  return isKept;
}

/** The kept lines, as an external store. */
export const unreadLines = {
  read: () => lines,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
