import type { Day, TimeZone } from "./day.ts";
import { dayAt } from "./filter/day-point.ts";
import type { Condition, DateCondition, Expression, TaskPart } from "./filter/expression.ts";
import { foldText, searchPatterns } from "./fold-text.ts";
import type { Id } from "./id.ts";
import type { ListedTask } from "./task.ts";
import type { DayRange } from "./within-days.ts";
import { isInstantWithinDays, isWithinDays } from "./within-days.ts";

/** The person viewing a filtered list, who determines the meaning of `me` and `today`. */
export type Viewer = { userId: Id; today: Day; timeZone: TimeZone };

/**
 * Returns whether a task matches an expression. A test checks that the result is the same as the database's
 * (core/src/entities/task/filter.ts). Text is searched only in titles, because listed tasks don't include descriptions.
 */
export function matchesExpression(expression: Expression, task: ListedTask, viewer: Viewer): boolean {
  if ("all" in expression) return expression.all.every((part) => matchesExpression(part, task, viewer));
  if ("any" in expression) return expression.any.some((part) => matchesExpression(part, task, viewer));
  if ("not" in expression) return !matchesExpression(expression.not, task, viewer);
  return matchesCondition(expression, task, viewer);
}

function matchesCondition(condition: Condition, task: ListedTask, viewer: Viewer): boolean {
  switch (condition.field) {
    case "project":
      return condition.is.includes(task.projectId);
    case "section":
      return condition.is.includes(task.sectionId ?? "none");
    case "label":
      return isAmong(condition.is, task.labelIds);
    case "assignee":
      return isAmong(
        condition.is.map((id) => (id === "me" ? viewer.userId : id)),
        task.assigneeIds,
      );
    case "status":
      return condition.is.includes(task.status);
    case "priority":
      return condition.is.includes(task.priority);
    case "text":
      return matchesText(task.title, condition.contains);
    case "has":
      return hasPart(task, condition.is);
    case "is":
      return condition.is === "subtask" ? task.parentId !== null : task.archivedAt !== null;
    default:
      return matchesDays(condition, task, viewer);
  }
}

function isAmong(wanted: string[], present: Id[]): boolean {
  return present.length === 0 ? wanted.includes("none") : present.some((id) => wanted.includes(id));
}

const PARTS: Record<TaskPart, (task: ListedTask) => boolean> = {
  description: (task) => task.hasDescription,
  due: (task) => task.due !== null,
  start: (task) => task.start !== null,
  labels: (task) => task.labelIds.length > 0,
  assignee: (task) => task.assigneeIds.length > 0,
  subtasks: (task) => task.subtasks.all > 0,
};

function hasPart(task: ListedTask, part: TaskPart): boolean {
  return PARTS[part](task);
}

function matchesDays(condition: DateCondition, task: ListedTask, { today, timeZone }: Viewer): boolean {
  const { field } = condition;
  const isInstant = field === "created" || field === "completed";
  const value = isInstant ? task[`${field}At`] : task[field];
  if ("is" in condition) return value === null;
  const range = rangeOn(condition, today);
  if (isInstant) return isInstantWithinDays(task[`${field}At`], range, timeZone);
  return isWithinDays(task[field], range, timeZone);
}

/** Resolves a range of day points for the given `today`. */
export function rangeOn({ from, to }: { from: string | null; to: string | null }, today: Day): DayRange {
  return { from: from && dayAt(from, today), to: to && dayAt(to, today) };
}

/** Returns whether a title contains every word of a query. */
export function matchesText(title: string, text: string): boolean {
  const folded = foldText(title);
  // The patterns are SQL LIKE patterns that consist only of folded words and %.
  return searchPatterns(text).every((pattern) => {
    const parts = pattern.split("%").filter((part) => part !== "");
    return parts.every((part) => folded.includes(part));
  });
}
