import type { Priority, TaskStatus } from "../task-value.ts";
import type { DayPoint } from "./day-point.ts";

// A filter as data. Nothing in this folder but expression-input.ts loads zod, so that pages can read, write and apply filters.

/** Values that the conditions of one filter may name, all together. */
export const FILTER_SIZE = 50;
/** Groups and negations inside each other. */
export const FILTER_DEPTH = 5;
/** Longest text of one condition, in UTF-16 code units. */
export const FILTER_WORDS = 200;
/** Longest filter as text, in UTF-16 code units: as many names as a filter may hold, written out. */
export const FILTER_TEXT_MAX = 10_000;

/** Parts that a task may have or lack. */
export const TASK_PARTS = ["description", "due", "start", "labels", "assignee", "subtasks"] as const;
export type TaskPart = (typeof TASK_PARTS)[number];

/** What a task may be besides its status. */
export const TASK_STATES = ["subtask", "archived"] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** Fields that are compared with days; created and completed by the day on which it was. */
export const DATE_FIELDS = ["due", "start", "created", "completed"] as const;
export type DateField = (typeof DATE_FIELDS)[number];

/** Fields whose values are ids, with words for names. */
export const NAMED_FIELDS = ["project", "section", "label", "assignee"] as const;
export type NamedField = (typeof NAMED_FIELDS)[number];

/** Ids; besides, for what a task may lack, `none`, and for people `me`, which is whoever looks. */
export type NamedCondition = { field: NamedField; is: string[] };

/** Within days, both included; null is no bound. */
export type DateCondition =
  | { field: DateField; is: "none" }
  | { field: DateField; from: DayPoint | null; to: DayPoint | null };

export type Condition =
  | NamedCondition
  | DateCondition
  | { field: "status"; is: TaskStatus[] }
  | { field: "priority"; is: Priority[] }
  /** Words in title or description, as in a search. */
  | { field: "text"; contains: string }
  | { field: "has"; is: TaskPart }
  | { field: "is"; is: TaskState };

/** Which tasks: a condition, or several put together. Ids that a reader can't see are values like others and match nothing. */
export type Expression = Condition | { all: Expression[] } | { any: Expression[] } | { not: Expression };

/** What an expression consists of directly; none for a condition. */
export function partsOf(expression: Expression): Expression[] {
  if ("all" in expression) return expression.all;
  if ("any" in expression) return expression.any;
  return "not" in expression ? [expression.not] : [];
}

/** All conditions in an expression, in order. */
export function conditionsOf(expression: Expression): Condition[] {
  return "field" in expression ? [expression] : partsOf(expression).flatMap(conditionsOf);
}

/** How many groups and negations are inside each other. */
export function depthOf(expression: Expression): number {
  return "field" in expression ? 0 : 1 + Math.max(...partsOf(expression).map(depthOf));
}

/** How many values the conditions name. */
export function sizeOf(expression: Expression): number {
  const sizes = conditionsOf(expression).map((condition) =>
    "is" in condition && Array.isArray(condition.is) ? condition.is.length : 1,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The same expression without groups of one, groups in groups of their kind, and double negations. */
export function simplified(expression: Expression): Expression {
  if ("all" in expression) return allOf(expression.all.map(simplified));
  if ("any" in expression) return anyOf(expression.any.map(simplified));
  return "not" in expression ? notOf(simplified(expression.not)) : expression;
}

/** All of these simplified expressions. */
export function allOf(parts: Expression[]): Expression {
  const flat = parts.flatMap((part) => ("all" in part ? part.all : [part]));
  const [only] = flat;
  return flat.length === 1 && only ? only : { all: flat };
}

/** Any of these simplified expressions. */
export function anyOf(parts: Expression[]): Expression {
  const flat = parts.flatMap((part) => ("any" in part ? part.any : [part]));
  const [only] = flat;
  return flat.length === 1 && only ? only : { any: flat };
}

/** Not this simplified expression. */
export function notOf(part: Expression): Expression {
  return "not" in part ? part.not : { not: part };
}

/**
 * What a list has to let through for an expression to decide: lists hold open tasks that are not archived unless they are
 * asked for others, which an expression that speaks of status, completion or the archive does.
 */
export function listScopeOf(expression: Expression): { status: "open" | "any"; isArchived: false | "any" } {
  const conditions = conditionsOf(expression);
  const namesStatus = conditions.some(({ field }) => field === "status" || field === "completed");
  const namesArchive = conditions.some((condition) => condition.field === "is" && condition.is === "archived");
  return { status: namesStatus ? "any" : "open", isArchived: namesArchive ? "any" : false };
}
