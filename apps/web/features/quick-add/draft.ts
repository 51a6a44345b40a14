import type { CreateTask } from "@docket/schema/task";
import type { When } from "@docket/schema/when";

/** Where a new task goes. */
export type DraftHome = { projectId: string; sectionId: string | null; sectionName: string | null };

/** A task that is being written and not made yet. */
export type Draft = {
  title: string;
  /** Null as long as nobody has asked for the line. */
  description: string | null;
  /** Null: where the page says. */
  home: DraftHome | null;
  due: When | null;
  priority: number;
  labelIds: string[];
  assigneeIds: string[];
};

export const EMPTY_DRAFT: Draft = {
  title: "",
  description: null,
  home: null,
  due: null,
  priority: 0,
  labelIds: [],
  assigneeIds: [],
};

/** Returns whether nothing has been typed, whatever was chosen. */
export function isBlank({ title, description }: Draft): boolean {
  return title.trim() === "" && (description ?? "").trim() === "";
}

/** What a task made of the draft has besides title and project. */
export function fieldsOf(draft: Draft, home: DraftHome): Partial<CreateTask> {
  return {
    sectionId: home.sectionId,
    due: draft.due,
    priority: draft.priority,
    labelIds: draft.labelIds,
    assigneeIds: draft.assigneeIds,
    ...(draft.description === null ? {} : { description: draft.description.trim() }),
  };
}
