import { Prisma } from "@docket/db/generated/client";
import { addDays, instantOf } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { Viewer } from "@docket/schema/expression-match";
import { rangeOn } from "@docket/schema/expression-match";
import type {
  AbsenceCondition,
  ListCondition,
  ListDateCondition,
  ListExpression,
} from "@docket/schema/filter-expression";
import { filterExpression } from "@docket/schema/filter-expression";
import type { TaskPart, TaskFlag } from "@docket/schema/filter/expression";
import { searchPatterns } from "@docket/schema/fold-text";
import type { Id } from "@docket/schema/id";
import type { TaskFilter } from "@docket/schema/task";
import { MAX_DURATION_MINUTES } from "@docket/schema/task";
import type { DayRange } from "@docket/schema/within-days";
import { projectIdsFor } from "../../access/access.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { dueDaySql, noDaySql, startDaySql } from "./list-page/sort-key.ts";
import { hasStatusSql } from "./status.ts";

/** Returns the conditions for tasks `t` that match a filter and that the caller can see. */
export function listConditions(ctx: Ctx, workspaceId: Id, filter: TaskFilter): Prisma.Sql[] {
  return [
    Prisma.sql`t.workspace_id = ${workspaceId}::uuid`,
    Prisma.sql`t.project_id IN (${projectIdsFor(ctx.actor, workspaceId, "viewer")})`,
    expressionCondition(ctx, filterExpression(filter), filter.timeZone),
  ];
}

/** Returns the condition for tasks `t` that match an expression, whether or not the caller can see them. */
export function expressionCondition(ctx: Ctx, expression: ListExpression, timeZone: string): Prisma.Sql {
  return expressionSql(expression, { userId: ctx.actor.userId, now: ctx.now(), timeZone });
}

/**
 * Converts an expression to a condition on a task `t`, passing every value except statuses as a parameter.
 * `matchesExpression` implements the same rules in TypeScript; a test compares the two.
 */
function expressionSql(expression: ListExpression, viewer: Viewer): Prisma.Sql {
  const joined = (parts: ListExpression[], operator: " AND " | " OR ") =>
    Prisma.sql`(${Prisma.join(
      parts.map((part) => expressionSql(part, viewer)),
      operator,
    )})`;
  if ("all" in expression) return joined(expression.all, " AND ");
  if ("any" in expression) return joined(expression.any, " OR ");
  // NULL (the task has no value for the field) counts as not matching.
  if ("not" in expression) return Prisma.sql`((${expressionSql(expression.not, viewer)}) IS NOT TRUE)`;
  return conditionSql(expression, viewer);
}

function conditionSql(condition: ListCondition, viewer: Viewer): Prisma.Sql {
  switch (condition.field) {
    case "id":
      return isAmong("t.id", condition.is);
    case "project":
    case "section":
    case "parent":
    case "series": {
      const column = `t.${condition.field}_id`;
      return orNone(condition.is, (ids) => isAmong(column, ids), Prisma.raw(`${column} IS NULL`));
    }
    case "label":
      return orNone(condition.is, hasLabel, Prisma.sql`NOT ${hasLabel(null)}`);
    case "assignee":
      return orNone(
        condition.is.map((id) => (id === "me" ? viewer.userId : id)),
        hasAssignee,
        Prisma.sql`NOT ${hasAssignee(null)}`,
      );
    case "number":
      return Prisma.sql`t.number = ${condition.is}`;
    case "status":
      return hasStatusSql(...condition.is);
    case "priority":
      return Prisma.sql`t.priority = ANY(${condition.is})`;
    case "text":
      return containsWords(condition.contains);
    case "has":
    case "is":
      return PROPERTIES[condition.is];
    default:
      return dateSql(condition, viewer);
  }
}

/** Compares a column with ids. With one id, the rows are read from an index in the order of its other columns. */
function isAmong(column: string, ids: Id[]): Prisma.Sql {
  const [only, ...others] = ids;
  return others.length === 0 && only !== undefined
    ? Prisma.sql`${Prisma.raw(column)} = ${only}::uuid`
    : Prisma.sql`${Prisma.raw(column)} = ANY(${ids}::uuid[])`;
}

/** Returns a condition that matches any of the ids or, if "none" is among them, the absence of a value. */
function orNone(values: string[], among: (ids: Id[]) => Prisma.Sql, none: Prisma.Sql): Prisma.Sql {
  const ids = values.filter((value) => value !== "none");
  if (ids.length === values.length) return among(ids);
  return ids.length === 0 ? none : Prisma.sql`(${none} OR ${among(ids)})`;
}

/**
 * Matches tasks with one of the labels. Trashed labels don't count.
 *
 * @param ids null matches any label
 */
function hasLabel(ids: Id[] | null): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM task_label tl JOIN label l ON l.workspace_id = tl.workspace_id AND l.id = tl.label_id
    WHERE tl.workspace_id = t.workspace_id AND tl.task_id = t.id AND l.deleted_at IS NULL
    ${ids === null ? Prisma.empty : Prisma.sql`AND tl.label_id = ANY(${ids}::uuid[])`})`;
}

/**
 * Matches tasks with one of the assignees.
 *
 * @param userIds null matches any assignee
 */
function hasAssignee(userIds: Id[] | null): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM task_assignee ta WHERE ta.workspace_id = t.workspace_id AND ta.task_id = t.id
    ${userIds === null ? Prisma.empty : Prisma.sql`AND ta.user_id = ANY(${userIds}::uuid[])`})`;
}

/** The properties that a task can have (`has`) and be (`is`). */
const PROPERTIES: Record<TaskPart | TaskFlag, Prisma.Sql> = {
  description: Prisma.sql`t.description <> ''`,
  due: Prisma.sql`${dueDaySql} < ${noDaySql}`,
  start: Prisma.sql`t.start_on IS NOT NULL`,
  deadline: Prisma.sql`t.deadline IS NOT NULL`,
  labels: hasLabel(null),
  assignee: hasAssignee(null),
  subtasks: Prisma.sql`EXISTS (SELECT 1 FROM task c WHERE c.workspace_id = t.workspace_id AND c.parent_id = t.id AND c.deleted_at IS NULL)`,
  subtask: Prisma.sql`t.parent_id IS NOT NULL`,
  repeating: Prisma.sql`t.recurrence IS NOT NULL`,
  archived: Prisma.sql`t.archived_at IS NOT NULL`,
};

function containsWords(text: string): Prisma.Sql {
  const words = searchPatterns(text).map((pattern) => Prisma.sql`t.search_text LIKE ${pattern}`);
  return words.length === 0 ? Prisma.sql`true` : Prisma.sql`(${Prisma.join(words, " AND ")})`;
}

function dateSql(condition: ListDateCondition | AbsenceCondition, viewer: Viewer): Prisma.Sql {
  const { field } = condition;
  const { timeZone } = viewer;
  const isDate = field === "due" || field === "start";
  const isDay = field === "deadline";
  // The indexes on dates contain the days of all tasks.
  if ("is" in condition && field === "due") return Prisma.sql`${dueDaySql} = ${noDaySql}`;
  if ("is" in condition) return Prisma.raw(`t.${isDay ? field : `${field}_${isDate ? "on" : "at"}`} IS NULL`);
  const range = rangeOn(condition, viewer);
  if (isDay) return deadlineWithin(range);
  if (condition.withLasting) return dueOrLasting(range, timeZone);
  return isDate ? withinDays(field, range, timeZone) : instantWithinDays(Prisma.raw(`t.${field}_at`), range, timeZone);
}

/** Returns a condition on the deadline, which is the same day in every time zone. */
function deadlineWithin({ from, to }: DayRange): Prisma.Sql {
  return allBounds([from && Prisma.sql`t.deadline >= ${from}::date`, to && Prisma.sql`t.deadline <= ${to}::date`]);
}

/** The largest number of days by which the days of an instant in two time zones differ. */
const MAX_ZONE_DAYS = 2;

/**
 * Returns a condition on the stored day that every task with a date up to this day meets. A time with a zone counts on
 * the day of its instant in the viewer's zone, which is near the stored day. The condition lets an index limit the tasks
 * for which that day is compared.
 */
export function isStoredUntil(field: "due" | "start", day: Day): Prisma.Sql {
  return Prisma.sql`${STORED_DAYS[field]} <= ${addDays(day, MAX_ZONE_DAYS)}::date`;
}

/** Returns the condition of {@link isStoredUntil} for dates from this day on. */
function isStoredFrom(field: "due" | "start", day: Day): Prisma.Sql {
  return Prisma.sql`${STORED_DAYS[field]} >= ${addDays(day, -MAX_ZONE_DAYS)}::date`;
}

const STORED_DAYS = { due: dueDaySql, start: startDaySql };

function withinDays(field: "due" | "start", { from, to }: DayRange, timeZone: string): Prisma.Sql {
  const [on, at] = [Prisma.raw(`t.${field}_on`), Prisma.raw(`t.${field}_at`)];
  const bounds = [
    from && isStoredFrom(field, from),
    to && isStoredUntil(field, to),
    from &&
      Prisma.sql`(CASE WHEN ${at} IS NULL THEN ${on} >= ${from}::date ELSE ${at} >= ${instantOf(from, "00:00", timeZone)} END)`,
    to &&
      Prisma.sql`(CASE WHEN ${at} IS NULL THEN ${on} <= ${to}::date ELSE ${at} < ${instantOf(addDays(to, 1), "00:00", timeZone)} END)`,
  ];
  return allBounds(bounds);
}

const DAY_MINUTES = 1_440;
/** A day for the time at which a task begins, and the difference between two time zones. */
const LASTING_DAYS = 1 + MAX_ZONE_DAYS;
/** The largest number of days after its due day for which a task can last. */
const MAX_LASTING_DAYS = MAX_DURATION_MINUTES / DAY_MINUTES + LASTING_DAYS;

/** Returns a condition on the due date that also matches earlier tasks that can last until the range. */
function dueOrLasting({ from, to }: DayRange, timeZone: string): Prisma.Sql {
  const days = Prisma.raw(`(t.duration_minutes + ${DAY_MINUTES - 1}) / ${DAY_MINUTES} + ${LASTING_DAYS}`);
  const canLast = from && Prisma.sql`t.due_on + ${days} >= ${from}::date`;
  return allBounds([
    // Limits the rows that are read from an index.
    from && Prisma.sql`${dueDaySql} >= ${addDays(from, -MAX_LASTING_DAYS)}::date`,
    from && Prisma.sql`(${withinDays("due", { from, to: null }, timeZone)} OR ${canLast})`,
    to && withinDays("due", { from: null, to }, timeZone),
  ]);
}

function instantWithinDays(at: Prisma.Sql, { from, to }: DayRange, timeZone: string): Prisma.Sql {
  return allBounds([
    from && Prisma.sql`${at} >= ${instantOf(from, "00:00", timeZone)}`,
    to && Prisma.sql`${at} < ${instantOf(addDays(to, 1), "00:00", timeZone)}`,
  ]);
}

function allBounds(bounds: (Prisma.Sql | "" | null)[]): Prisma.Sql {
  const given = bounds.filter((bound): bound is Prisma.Sql => bound !== null && bound !== "");
  return Prisma.sql`(${Prisma.join(given, " AND ")})`;
}
