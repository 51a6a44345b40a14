import type { TaskFilter } from "@docket/schema/task";
import { PLAIN_VIEW } from "./view-state.ts";
import type { Grouping, ViewState } from "./view-state.ts";

/** A page of tasks over all projects: which, and how it looks when nothing was chosen. */
export type Collection = {
  /** Under which the view is remembered. */
  page: string;
  filter: Partial<TaskFilter>;
  plain: ViewState;
};

/** What tasks over several projects can be grouped by: sections belong to one. */
export const COLLECTION_GROUPINGS: readonly Grouping[] = [
  "none",
  "project",
  "due",
  "priority",
  "status",
  "assignee",
  "label",
];

/** What the tasks of one project can be grouped by, by its sections first. */
export const ONE_PROJECT_GROUPINGS: readonly Grouping[] = [
  "section",
  "none",
  "status",
  "priority",
  "due",
  "assignee",
  "label",
];

const BY_DATE: ViewState = { ...PLAIN_VIEW, sortBy: "due", groupBy: "due" };

/** All open tasks that I may see. */
export const ALL: Collection = {
  page: "all",
  filter: {},
  plain: { ...PLAIN_VIEW, sortBy: "due", groupBy: "project" },
};

/** What is assigned to me. */
export function mine(userId: string): Collection {
  return { page: "mine", filter: { assigneeId: userId }, plain: BY_DATE };
}

/** What has a label. */
export function labelled(labelId: string): Collection {
  return { page: `label.${labelId}`, filter: { labelId }, plain: BY_DATE };
}

/** What is done or cancelled, the last first. */
export const COMPLETED: Collection = {
  page: "completed",
  filter: { status: "closed" },
  plain: { ...PLAIN_VIEW, sortBy: "completed", direction: "descending" },
};
