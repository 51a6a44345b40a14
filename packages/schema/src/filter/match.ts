import type { Day, TimeZone } from "../day.ts";
import { foldText, searchPatterns } from "../fold-text.ts";
import type { Id } from "../id.ts";
import type { ListedTask } from "../task.ts";
import type { DayRange } from "../within-days.ts";
import { isInstantWithinDays, isWithinDays } from "../within-days.ts";
import { dayAt } from "./day-point.ts";
import type { Condition, DateCondition, Expression, TaskPart } from "./expression.ts";

/** Who looks at a filter: whose `me` and `today` it is. */
export type Viewer = { userId: Id; today: Day; timeZone: TimeZone };

/**
 * Whether an expression is true of a task, as the database decides it (core/task/filter.ts, held to by a test). Of the text
 * only the title can be looked at here, for rows of a list don't carry the description.
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

/** The days that a condition means on a certain day. */
export function rangeOn({ from, to }: { from: string | null; to: string | null }, today: Day): DayRange {
  return { from: from && dayAt(from, today), to: to && dayAt(to, today) };
}

/** Whether every word of a text is in a title. */
export function matchesText(title: string, text: string): boolean {
  const folded = foldText(title);
  // The patterns are those of SQL's LIKE, made of folded words and % only.
  return searchPatterns(text).every((pattern) => {
    const parts = pattern.split("%").filter((part) => part !== "");
    return parts.every((part) => folded.includes(part));
  });
}
