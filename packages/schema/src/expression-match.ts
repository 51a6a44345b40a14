import type { Day, TimeZone } from "./day.ts";
import { addDays, dayInZone } from "./day.ts";
import type { AbsenceCondition, ListCondition, ListDateCondition, ListExpression } from "./filter-expression.ts";
import { dayAt } from "./filter/day-point.ts";
import type { TaskPart, TaskFlag } from "./filter/expression.ts";
import { foldText, searchPatterns } from "./fold-text.ts";
import type { Id } from "./id.ts";
import type { ListedTask } from "./task.ts";
import type { DayRange } from "./within-days.ts";
import { isInstantWithinDays, isWithinDays } from "./within-days.ts";

/** The person viewing a filtered list, and the time, which determine the meaning of `me` and `today`. */
export type Viewer = { userId: Id; now: Date; timeZone: TimeZone };

/**
 * Returns whether a task matches an expression. A test checks that the result is the same as the database's
 * (core/src/entities/task/filter.ts). Text is searched only in titles, because listed tasks don't include descriptions.
 */
export function matchesExpression(expression: ListExpression, task: ListedTask, viewer: Viewer): boolean {
  if ("all" in expression) return expression.all.every((part) => matchesExpression(part, task, viewer));
  if ("any" in expression) return expression.any.some((part) => matchesExpression(part, task, viewer));
  if ("not" in expression) return !matchesExpression(expression.not, task, viewer);
  return matchesCondition(expression, task, viewer);
}

function matchesCondition(condition: ListCondition, task: ListedTask, viewer: Viewer): boolean {
  switch (condition.field) {
    case "id":
      return condition.is.includes(task.id);
    case "project":
    case "section":
    case "parent":
    case "series":
      return condition.is.includes(task[`${condition.field}Id`] ?? "none");
    case "label":
    case "assignee":
      return isAmong(
        condition.is.map((id) => (id === "me" ? viewer.userId : id)),
        task[`${condition.field}Ids`],
      );
    case "number":
      return condition.is === task.number;
    case "status":
      return condition.is.includes(task.status);
    case "priority":
      return condition.is.includes(task.priority);
    case "text":
      return matchesText(task.title, condition.contains);
    case "has":
    case "is":
      return PROPERTIES[condition.is](task);
    default:
      return matchesDays(condition, task, viewer);
  }
}

function isAmong(wanted: string[], present: Id[]): boolean {
  return present.length === 0 ? wanted.includes("none") : present.some((id) => wanted.includes(id));
}

/** The properties that a task can have (`has`) and be (`is`). */
const PROPERTIES: Record<TaskPart | TaskFlag, (task: ListedTask) => boolean> = {
  description: (task) => task.hasDescription,
  due: (task) => task.due !== null,
  start: (task) => task.start !== null,
  deadline: (task) => task.deadline !== null,
  labels: (task) => task.labelIds.length > 0,
  assignee: (task) => task.assigneeIds.length > 0,
  subtasks: (task) => task.subtasks.all > 0,
  subtask: (task) => task.parentId !== null,
  repeating: (task) => task.recurrence !== null,
  archived: (task) => task.archivedAt !== null,
};

function matchesDays(condition: ListDateCondition | AbsenceCondition, task: ListedTask, viewer: Viewer): boolean {
  const { field } = condition;
  const isDate = field === "due" || field === "start" || field === "deadline";
  if ("is" in condition) return (isDate ? task[field] : task[`${field}At`]) === null;
  const range = rangeOn(condition, viewer);
  if (isDate) {
    const value = task[field];
    if (condition.withLasting && canLastUntil(task, range.from)) range.from = null;
    return isWithinDays(typeof value === "string" ? { date: value } : value, range, viewer.timeZone);
  }
  return isInstantWithinDays(task[`${field}At`], range, viewer.timeZone);
}

/** Returns whether a task may last until a day, see `withLasting` in task.ts. */
function canLastUntil({ due, durationMinutes }: ListedTask, day: Day | null): boolean {
  return !!due && !!durationMinutes && !!day && addDays(due.date, Math.ceil(durationMinutes / 1440) + 3) >= day;
}

/** Resolves a range of day points for the viewer's today. */
export function rangeOn(condition: { from: string | null; to: string | null }, { now, timeZone }: Viewer): DayRange {
  const today = () => dayInZone(now, timeZone);
  return { from: condition.from && dayAt(condition.from, today), to: condition.to && dayAt(condition.to, today) };
}

/** Returns whether a title contains every word of a query. */
function matchesText(title: string, text: string): boolean {
  const folded = foldText(title);
  // The patterns are SQL LIKE patterns that consist only of folded words and %.
  return searchPatterns(text).every((pattern) => {
    const parts = pattern.split("%").filter((part) => part !== "");
    return parts.every((part) => folded.includes(part));
  });
}
