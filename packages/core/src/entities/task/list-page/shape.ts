import type { ListExpression } from "@docket/schema/filter-expression";
import type { Id } from "@docket/schema/id";
import type { TaskOrder } from "@docket/schema/task";
import { closedStatuses, openStatuses } from "@docket/schema/task-state";

/** The properties of a filter that determine how a list is read. */
export type ListShape = {
  /** The status that all tasks of the list have in common. */
  status: "open" | "closed" | "any";
  /** Whether all tasks of the list are in one given project. */
  isOneProject: boolean;
  /**
   * Whether the filter selects whole projects, or a range of their order. Then nearly every row that an index returns
   * in the list's order belongs to the list. With any other condition, hardly any row may belong to it.
   */
  isDense: boolean;
  /** A label or an assignee that all tasks of the list have, and the other conditions of the list. */
  link: { field: "label" | "assignee"; id: Id; others: ListExpression } | null;
};

/** Returns the shape of a list. */
export function listShapeOf(expression: ListExpression, order: TaskOrder): ListShape {
  const conditions = conjuncts(expression);
  const hasStatusAmong = (statuses: readonly string[]) =>
    conditions.some((one) => "field" in one && one.field === "status" && one.is.every((it) => statuses.includes(it)));
  const status = hasStatusAmong(openStatuses()) ? "open" : hasStatusAmong(closedStatuses()) ? "closed" : "any";
  return {
    status,
    isOneProject: conditions.some(isInOneProject),
    isDense: conditions.every((one) => isDense(one, order)),
    link: linkIn(conditions),
  };
}

/**
 * Returns whether an index contains each project's tasks of this list in the list's order: open tasks in every order
 * and, in the order of their completion, closed ones.
 */
export function isIndexed({ status }: ListShape, order: TaskOrder): boolean {
  return status === "open" || (status === "closed" && order === "completed");
}

/** The orders in which no index contains only open tasks. */
const ORDERS_OF_ALL: ReadonlySet<TaskOrder> = new Set(["number", "status", "completed"]);

/**
 * Returns whether the index of {@link isIndexed} contains only tasks with the list's status. Any other index can begin
 * with many closed tasks, so only the planner can tell whether it is faster to sort the open ones.
 */
export function hasOwnIndex({ status }: ListShape, order: TaskOrder): boolean {
  return status === "closed" || !ORDERS_OF_ALL.has(order);
}

function conjuncts(expression: ListExpression): ListExpression[] {
  return "all" in expression ? expression.all.flatMap(conjuncts) : [expression];
}

function isInOneProject(expression: ListExpression): boolean {
  if (!("field" in expression) || expression.field !== "project") return false;
  return expression.is.length === 1 && expression.is[0] !== "none";
}

function linkIn(conditions: ListExpression[]): ListShape["link"] {
  for (const one of conditions) {
    if (!("field" in one) || (one.field !== "label" && one.field !== "assignee")) continue;
    const [id, ...more] = one.is;
    if (id === undefined || id === "none" || more.length > 0) continue;
    return { field: one.field, id, others: { all: conditions.filter((other) => other !== one) } };
  }
  return null;
}

function isDense(expression: ListExpression, order: TaskOrder): boolean {
  if (!("field" in expression)) return false;
  switch (expression.field) {
    case "deleted":
    case "archived":
    case "status":
      return true;
    case "project":
      return isInOneProject(expression);
    case "due":
      return order === "due";
    case "has":
      return order === "due" && expression.is === "due";
    default:
      return false;
  }
}
