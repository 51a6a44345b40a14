import type { TaskOrder } from "@docket/schema/task";

/** The columns of a table that one can choose, in their order; done and the title always stand before them. */
export const COLUMNS = [
  "status",
  "priority",
  "due",
  "start",
  "labels",
  "assignees",
  "place",
  "created",
  "updated",
] as const;
export type Column = (typeof COLUMNS)[number];

/** The columns that stand there until somebody chooses others. */
export const USUAL_COLUMNS: readonly Column[] = ["priority", "due", "labels", "assignees", "place"];

/** What a column can be sorted by; the others cannot. */
export const ORDER_OF: Partial<Record<Column | "title", TaskOrder>> = {
  title: "title",
  status: "status",
  priority: "priority",
  due: "due",
  start: "start",
  created: "created",
  updated: "updated",
};

/** A column of a table, with those that always stand there. */
export type TableColumn = Column | "done" | "title";
