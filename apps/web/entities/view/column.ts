/** The optional columns of a table, in display order. The checkbox and the title always precede them. */
export const COLUMNS = [
  "status",
  "priority",
  "due",
  "start",
  "deadline",
  "labels",
  "assignees",
  "place",
  "created",
  "updated",
] as const;
export type Column = (typeof COLUMNS)[number];

/** The columns shown until the user chooses others. */
export const DEFAULT_COLUMNS: readonly Column[] = ["priority", "due", "labels", "assignees", "place"];

/** A column of a table, including the two that are always shown. */
export type TableColumn = Column | "done" | "title";
