import type { NewTaskDraft } from "../draft/new-task-draft.ts";

/** Initial values that a page provides for new tasks, such as a section, day, label or assignee. */
export type PageDefaults = Partial<Pick<NewTaskDraft, "home" | "due" | "priority" | "labelIds" | "assigneeIds">>;

let provided: (() => PageDefaults) | null = null;

/** Registers the initial values of new tasks while a component is mounted. Returns a function that unregisters them. */
export function providePageDefaults(read: () => PageDefaults): () => void {
  provided = read;
  return () => {
    if (provided === read) provided = null;
  };
}

/** Returns the initial values of a new task. They depend on the focused element. */
export function pageDefaults(): PageDefaults {
  return provided?.() ?? {};
}
