import type { Draft } from "./draft.ts";

/** Initial values that a new task gets from the page where it is added: its section, day, label or assignee. */
export type PageDefaults = Partial<Pick<Draft, "home" | "due" | "priority" | "labelIds" | "assigneeIds">>;

let provided: (() => PageDefaults) | null = null;

/** Registers the initial values of tasks that are added while a part of the page is mounted. Returns a function that unregisters them. */
export function providePageDefaults(read: () => PageDefaults): () => void {
  provided = read;
  return () => {
    if (provided === read) provided = null;
  };
}

/** Returns the initial values of a task that is added now; they depend on which element has the focus. */
export function pageDefaults(): PageDefaults {
  return provided?.() ?? {};
}
