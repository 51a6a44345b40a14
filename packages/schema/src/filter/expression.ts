import type { Priority, TaskStatus } from "../task-value.ts";
import type { DayPoint } from "./day-point.ts";

// Filters as data. In this folder, only expression-input.ts imports zod, so that pages can read, write and apply
// filters without it.

/** Maximum total number of values in all conditions of a filter. */
export const MAX_FILTER_VALUES = 50;
/** Maximum depth of nested groups and negations. */
export const MAX_FILTER_DEPTH = 5;
/** Maximum length of the text of one condition, in UTF-16 code units. */
export const MAX_CONDITION_TEXT_LENGTH = 200;
/**
 * Maximum length of a filter as text, in UTF-16 code units. Large enough for the maximum number of values written as
 * names.
 */
export const MAX_FILTER_LENGTH = 10_000;

/** Properties that a task may or may not have. */
export const TASK_PARTS = ["description", "due", "start", "deadline", "labels", "assignee", "subtasks"] as const;
export type TaskPart = (typeof TASK_PARTS)[number];

/** Properties of a task other than its status. */
export const TASK_FLAGS = ["subtask", "repeating", "archived"] as const;
export type TaskFlag = (typeof TASK_FLAGS)[number];

/**
 * Fields that are compared with days. `created` and `completed` are instants; the day on which they fall is compared.
 */
export const DATE_FIELDS = ["due", "start", "deadline", "created", "completed"] as const;
export type DateField = (typeof DATE_FIELDS)[number];

/** Fields whose values are IDs. The text form contains names instead. */
export const NAMED_FIELDS = ["project", "section", "label", "assignee"] as const;
export type NamedField = (typeof NAMED_FIELDS)[number];

/** `is` contains IDs, and can contain `none` for optional fields and `me` (the viewer) for people. */
export type NamedCondition = { field: NamedField; is: string[] };

/** A range of days, including both ends; null means no bound. */
export type DateCondition =
  | { field: DateField; is: "none" }
  | { field: DateField; from: DayPoint | null; to: DayPoint | null };

export type Condition =
  | NamedCondition
  | DateCondition
  | { field: "status"; is: TaskStatus[] }
  | { field: "priority"; is: Priority[] }
  /** Words in the title or description, matched as in search. */
  | { field: "text"; contains: string }
  | { field: "has"; is: TaskPart }
  | { field: "is"; is: TaskFlag };

/** A condition or a combination of conditions. */
export type Combination<Leaf> =
  | Leaf
  | { all: Combination<Leaf>[] }
  | { any: Combination<Leaf>[] }
  | { not: Combination<Leaf> };

/** Selects tasks by one or more conditions. An ID that the reader can't see matches nothing. */
export type Expression = Combination<Condition>;

/** Returns the direct parts of an expression. A condition has none. */
export function partsOf(expression: Expression): Expression[] {
  if ("all" in expression) return expression.all;
  if ("any" in expression) return expression.any;
  return "not" in expression ? [expression.not] : [];
}

/** Returns all conditions in an expression, in order. */
export function conditionsOf(expression: Expression): Condition[] {
  return "field" in expression ? [expression] : partsOf(expression).flatMap(conditionsOf);
}

/** Returns the depth of nested groups and negations. */
export function depthOf(expression: Expression): number {
  return "field" in expression ? 0 : 1 + Math.max(...partsOf(expression).map(depthOf));
}

/** Returns the number of values in all conditions. */
export function sizeOf(expression: Expression): number {
  const sizes = conditionsOf(expression).map((condition) =>
    "is" in condition && Array.isArray(condition.is) ? condition.is.length : 1,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Returns an equivalent expression without single-element groups, nested groups of the same kind, or double negations.
 */
export function simplify(expression: Expression): Expression {
  if ("all" in expression) return allOf(expression.all.map(simplify));
  if ("any" in expression) return anyOf(expression.any.map(simplify));
  return "not" in expression ? notOf(simplify(expression.not)) : expression;
}

/** Returns the conjunction of simplified expressions, itself simplified. */
export function allOf(parts: Expression[]): Expression {
  const flat = parts.flatMap((part) => ("all" in part ? part.all : [part]));
  const [only] = flat;
  return flat.length === 1 && only ? only : { all: flat };
}

/** Returns the disjunction of simplified expressions, itself simplified. */
export function anyOf(parts: Expression[]): Expression {
  const flat = parts.flatMap((part) => ("any" in part ? part.any : [part]));
  const [only] = flat;
  return flat.length === 1 && only ? only : { any: flat };
}

/** Returns the negation of a simplified expression, itself simplified. */
export function notOf(part: Expression): Expression {
  return "not" in part ? part.not : { not: part };
}

/**
 * Returns which tasks a list must include before the expression is applied. By default, a list contains only open,
 * unarchived tasks. Conditions on status, completion or archiving override this.
 */
export function listScopeOf(expression: Expression): { status: "open" | "any"; isArchived: false | "any" } {
  const conditions = conditionsOf(expression);
  const namesStatus = conditions.some(({ field }) => field === "status" || field === "completed");
  const namesArchive = conditions.some((condition) => condition.field === "is" && condition.is === "archived");
  return { status: namesStatus ? "any" : "open", isArchived: namesArchive ? "any" : false };
}
