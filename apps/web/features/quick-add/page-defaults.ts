import type { Draft } from "./draft.ts";

/** What a new task has from the start because of where it is added: its section, day, label or person. */
export type PageDefaults = Partial<Pick<Draft, "home" | "due" | "priority" | "labelIds" | "assigneeIds">>;

let provided: (() => PageDefaults) | null = null;

/** Says what tasks have from the start that are added while a part of the page is there. Returns how to take it back. */
export function providePageDefaults(read: () => PageDefaults): () => void {
  provided = read;
  return () => {
    if (provided === read) provided = null;
  };
}

/** Returns what a task has from the start that is added now; it depends on what has the focus. */
export function pageDefaults(): PageDefaults {
  return provided?.() ?? {};
}
