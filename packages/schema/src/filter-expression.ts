import type { Combination, Condition, DateCondition } from "./filter/expression.ts";
import type { TaskFilter } from "./task.ts";

/** A filter as clients write it. Omitted conditions take their defaults. */
export type GivenFilter = { [Name in keyof TaskFilter]?: TaskFilter[Name] | undefined };

/** The condition that a task is not archived or not in the trash. */
export type AbsenceCondition = { field: "archived" | "deleted"; is: "none" };

/** A condition on dates that, with `withLasting`, also matches tasks that are due earlier but can last until `from`. */
export type ListDateCondition = DateCondition & { withLasting?: boolean | undefined };

/** A condition on the tasks in a list, including those that the filter language can't express. */
export type ListCondition =
  | Condition
  | AbsenceCondition
  | ListDateCondition
  | { field: "id" | "parent" | "series"; is: string[] }
  | { field: "number"; is: number };

/** Selects the tasks in a list. Every {@link Expression} is one. */
export type ListExpression = Combination<ListCondition>;

/**
 * Converts a filter to an expression, so that each condition is evaluated by the same code in plain fields and in
 * `where`. The result is a conjunction, and it excludes tasks in the trash.
 */
export function filterExpression(filter: GivenFilter): ListExpression {
  const {
    ids,
    number,
    status = "open",
    priority,
    dueFrom = null,
    dueTo = null,
    hasDue,
    withLasting,
    text,
    isArchived = false,
    where,
  } = filter;
  const conditions: (ListExpression | false | "" | 0 | null | undefined)[] = [
    { field: "deleted", is: "none" },
    isArchived !== "any" && (isArchived ? { field: "is", is: "archived" } : { field: "archived", is: "none" }),
    ids && { field: "id", is: ids },
    ...(["project", "section", "parent", "series", "label", "assignee"] as const).map((field) => {
      const id = filter[`${field}Id`];
      return id !== undefined && { field, is: [id ?? "none"] };
    }),
    number && { field: "number", is: number },
    // The closed statuses are repeated here, because pages load this file, but not `task-state`; a test compares them.
    status !== "any" && { field: "status", is: status === "closed" ? ["done", "cancelled"] : [status] },
    priority && { field: "priority", is: priority },
    hasDue !== undefined && (hasDue ? { field: "has", is: "due" } : { field: "due", is: "none" }),
    (dueFrom ?? dueTo) && { field: "due", from: dueFrom, to: dueTo, withLasting },
    text && { field: "text", contains: text },
    where,
  ];
  return { all: conditions.filter((condition) => !!condition) };
}
