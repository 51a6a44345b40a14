/** How a view displays its tasks. */
export const LAYOUTS = ["list", "board", "table", "calendar"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Criteria by which tasks can be grouped, under headings or in columns. */
export const GROUPINGS = ["section", "status", "priority", "assignee", "label", "project", "due"] as const;

/** Criteria by which task lists can be sorted. */
export const TASK_ORDERS = [
  "manual",
  "due",
  "priority",
  "created",
  "updated",
  "completed",
  "title",
  "start",
  "deadline",
  "status",
  "number",
] as const;
