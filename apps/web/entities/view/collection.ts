import type { TaskFilter } from "@docket/schema/task";
import { BASE_VIEW } from "./view-state.ts";
import type { Grouping, ViewState } from "./view-state.ts";

/** The filter and default view of a page that shows tasks from all projects. */
export type Collection = {
  /** The key under which the page's view is stored. */
  page: string;
  filter: Partial<TaskFilter>;
  plain: ViewState;
};

/** Groupings for tasks from several projects. Sections are excluded, because each belongs to one project. */
export const COLLECTION_GROUPINGS: readonly Grouping[] = [
  "none",
  "project",
  "due",
  "priority",
  "status",
  "assignee",
  "label",
];

/** Groupings for the tasks in one project, with its sections first. */
export const ONE_PROJECT_GROUPINGS: readonly Grouping[] = [
  "section",
  "none",
  "status",
  "priority",
  "due",
  "assignee",
  "label",
];

const BY_DATE: ViewState = { ...BASE_VIEW, sortBy: "due", groupBy: "due" };

/** All open tasks that the viewer can see. */
export const ALL: Collection = {
  page: "all",
  filter: {},
  plain: { ...BASE_VIEW, sortBy: "due", groupBy: "project" },
};

/** Returns the collection of the tasks assigned to a user. */
export function assignedTo(userId: string): Collection {
  return { page: "mine", filter: { assigneeId: userId }, plain: BY_DATE };
}

/** Returns the collection of the tasks with a label. */
export function withLabel(labelId: string): Collection {
  return { page: `label.${labelId}`, filter: { labelId }, plain: BY_DATE };
}

/** Tasks that are done or cancelled, most recently closed first. */
export const COMPLETED: Collection = {
  page: "completed",
  filter: { status: "closed" },
  plain: { ...BASE_VIEW, sortBy: "completed", direction: "descending" },
};
