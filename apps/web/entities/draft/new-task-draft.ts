import type { CreateTask } from "@docket/schema/task";
import type { NewRecurrence } from "@docket/schema/task-recurrence";
import type { When } from "@docket/schema/when";

/** The project and section of a new task. */
export type TaskDestination = { projectId: string; sectionId: string | null; sectionName: string | null };

/** The characters of a text from `start` up to, but not including, `end`. */
export type TextRange = { start: number; end: number };

/** A line that quick add reads, and its parts that the user has turned back into plain words. */
export type QuickAddLine = { title: string; plain: readonly TextRange[] };

export const EMPTY_LINE: QuickAddLine = { title: "", plain: [] };

/** A new task that has not been added yet. Its title is the line as it was typed. */
export type NewTaskDraft = QuickAddLine & {
  /** Null while the description field is hidden. */
  description: string | null;
  /** Null if the page's default applies. */
  home: TaskDestination | null;
  due: When | null;
  recurrence: NewRecurrence | null;
  priority: number;
  labelIds: string[];
  assigneeIds: string[];
};

export const EMPTY_DRAFT: NewTaskDraft = {
  ...EMPTY_LINE,
  description: null,
  home: null,
  due: null,
  recurrence: null,
  priority: 0,
  labelIds: [],
  assigneeIds: [],
};

/** Where a new task is added, and the fields that it gets unless others are typed. */
export type NewTaskPlace = { projectId: string; fields: Partial<CreateTask> };

/** A submitted line whose task has not been created yet. What the draft contains replaces the fields of the place. */
export type PendingLine = { id: string; draft: QuickAddLine & Partial<NewTaskDraft>; place: NewTaskPlace };

/** Returns an empty draft with the given fields. */
export function draftWith({ due, priority, labelIds, assigneeIds }: Partial<CreateTask>): NewTaskDraft {
  return {
    ...EMPTY_DRAFT,
    due: due ?? null,
    priority: priority ?? 0,
    labelIds: labelIds ?? [],
    assigneeIds: assigneeIds ?? [],
  };
}

/** Whether title and description are both empty, even if other fields are set. */
export function isBlank({ title, description }: NewTaskDraft): boolean {
  return title.trim() === "" && (description ?? "").trim() === "";
}

/** Returns all fields of the new task except its title and project. */
export function fieldsOf(draft: NewTaskDraft, home: TaskDestination): Partial<CreateTask> {
  return {
    sectionId: home.sectionId,
    due: draft.due,
    recurrence: draft.recurrence,
    priority: draft.priority,
    labelIds: draft.labelIds,
    assigneeIds: draft.assigneeIds,
    ...(draft.description === null ? {} : { description: draft.description.trim() }),
  };
}

/** A field of the draft that has a picker. */
export type DraftQuestion = "due" | "labels" | "assign" | "move";
