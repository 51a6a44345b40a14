import { Prisma } from "@docket/db/generated/client";
import { dayInZone, addDays, instantOf } from "@docket/schema/day";
import type { Viewer } from "@docket/schema/expression-match";
import { rangeOn } from "@docket/schema/expression-match";
import type { Condition, DateCondition, Expression, TaskPart } from "@docket/schema/filter/expression";
import { searchPatterns } from "@docket/schema/fold-text";
import type { Id } from "@docket/schema/id";
import type { TaskFilter } from "@docket/schema/task";
import type { DayRange } from "@docket/schema/within-days";
import { projectIdsFor } from "../../access/access.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { hasStatusSql, isClosedSql } from "./status.ts";

/** Returns the conditions for tasks `t` that match a filter and that the caller can see. */
export function listConditions(ctx: Ctx, workspaceId: Id, filter: TaskFilter): Prisma.Sql[] {
  const { where, timeZone } = filter;
  const viewer = { userId: ctx.actor.userId, today: dayInZone(ctx.now(), timeZone), timeZone };
  return [
    Prisma.sql`t.workspace_id = ${workspaceId}::uuid`,
    Prisma.sql`t.project_id IN (${projectIdsFor(ctx.actor, workspaceId, "viewer")})`,
    ...fieldConditions(filter),
    ...(where === undefined ? [] : [expressionSql(where, viewer)]),
  ];
}

/** Returns the conditions from a filter's own fields, for live tasks `t`. */
function fieldConditions(filter: TaskFilter): Prisma.Sql[] {
  const {
    ids,
    projectId,
    sectionId,
    parentId,
    labelId,
    assigneeId,
    number,
    status,
    priority,
    dueFrom,
    dueTo,
    hasDue,
    timeZone,
    text,
  } = filter;
  const conditions: (Prisma.Sql | false | undefined)[] = [
    Prisma.sql`t.deleted_at IS NULL`,
    filter.isArchived === true && Prisma.sql`t.archived_at IS NOT NULL`,
    filter.isArchived === false && Prisma.sql`t.archived_at IS NULL`,
    ids !== undefined && Prisma.sql`t.id = ANY(${ids}::uuid[])`,
    projectId !== undefined && Prisma.sql`t.project_id = ${projectId}::uuid`,
    sectionId === null
      ? Prisma.sql`t.section_id IS NULL`
      : sectionId !== undefined && Prisma.sql`t.section_id = ${sectionId}::uuid`,
    parentId === null
      ? Prisma.sql`t.parent_id IS NULL`
      : parentId !== undefined && Prisma.sql`t.parent_id = ${parentId}::uuid`,
    labelId !== undefined && hasLabel([labelId]),
    assigneeId !== undefined && hasAssignee([assigneeId]),
    number !== undefined && Prisma.sql`t.number = ${number}`,
    status === "closed" && isClosedSql("t"),
    status !== "any" && status !== "closed" && hasStatusSql(status),
    priority !== undefined && Prisma.sql`t.priority = ANY(${priority})`,
    hasDue === true && Prisma.sql`t.due_on IS NOT NULL`,
    hasDue === false && Prisma.sql`t.due_on IS NULL`,
    (dueFrom ?? dueTo) !== undefined && withinDays("due", { from: dueFrom ?? null, to: dueTo ?? null }, timeZone),
    text !== undefined && containsWords(text),
  ];
  return conditions.filter((condition): condition is Prisma.Sql => typeof condition === "object");
}

/**
 * Converts an expression to a condition on a task `t`, passing every value as a parameter. `matchesExpression`
 * implements the same rules in TypeScript; a test compares the two.
 */
function expressionSql(expression: Expression, viewer: Viewer): Prisma.Sql {
  const joined = (parts: Expression[], operator: " AND " | " OR ") =>
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

function conditionSql(condition: Condition, viewer: Viewer): Prisma.Sql {
  switch (condition.field) {
    case "project":
      return Prisma.sql`t.project_id = ANY(${condition.is}::uuid[])`;
    case "section":
      return orNone(
        condition.is,
        (ids) => Prisma.sql`t.section_id = ANY(${ids}::uuid[])`,
        Prisma.sql`t.section_id IS NULL`,
      );
    case "label":
      return orNone(condition.is, hasLabel, Prisma.sql`NOT ${hasLabel(null)}`);
    case "assignee":
      return orNone(
        condition.is.map((id) => (id === "me" ? viewer.userId : id)),
        hasAssignee,
        Prisma.sql`NOT ${hasAssignee(null)}`,
      );
    case "status":
      return Prisma.sql`t.status = ANY(${condition.is})`;
    case "priority":
      return Prisma.sql`t.priority = ANY(${condition.is})`;
    case "text":
      return containsWords(condition.contains);
    case "has":
      return HAS_CONDITIONS[condition.is];
    case "is":
      return condition.is === "subtask" ? Prisma.sql`t.parent_id IS NOT NULL` : Prisma.sql`t.archived_at IS NOT NULL`;
    default:
      return dateSql(condition, viewer);
  }
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

const HAS_CONDITIONS: Record<TaskPart, Prisma.Sql> = {
  description: Prisma.sql`t.description <> ''`,
  due: Prisma.sql`t.due_on IS NOT NULL`,
  start: Prisma.sql`t.start_on IS NOT NULL`,
  labels: hasLabel(null),
  assignee: hasAssignee(null),
  subtasks: Prisma.sql`EXISTS (SELECT 1 FROM task c WHERE c.workspace_id = t.workspace_id AND c.parent_id = t.id AND c.deleted_at IS NULL)`,
};

function containsWords(text: string): Prisma.Sql {
  const words = searchPatterns(text).map((pattern) => Prisma.sql`t.search_text LIKE ${pattern}`);
  return words.length === 0 ? Prisma.sql`true` : Prisma.sql`(${Prisma.join(words, " AND ")})`;
}

function dateSql(condition: DateCondition, { today, timeZone }: Viewer): Prisma.Sql {
  const { field } = condition;
  const isInstant = field === "created" || field === "completed";
  if ("is" in condition) return Prisma.sql`${Prisma.raw(isInstant ? `t.${field}_at` : `t.${field}_on`)} IS NULL`;
  const range = rangeOn(condition, today);
  return isInstant ? instantWithinDays(field, range, timeZone) : withinDays(field, range, timeZone);
}

function withinDays(field: "due" | "start", { from, to }: DayRange, timeZone: string): Prisma.Sql {
  const [on, at] = [Prisma.raw(`t.${field}_on`), Prisma.raw(`t.${field}_at`)];
  const bounds = [
    from &&
      Prisma.sql`(CASE WHEN ${at} IS NULL THEN ${on} >= ${from}::date ELSE ${at} >= ${instantOf(from, "00:00", timeZone)} END)`,
    to &&
      Prisma.sql`(CASE WHEN ${at} IS NULL THEN ${on} <= ${to}::date ELSE ${at} < ${instantOf(addDays(to, 1), "00:00", timeZone)} END)`,
  ];
  return allBounds(bounds);
}

function instantWithinDays(field: "created" | "completed", { from, to }: DayRange, timeZone: string): Prisma.Sql {
  const at = Prisma.raw(`t.${field}_at`);
  return allBounds([
    from && Prisma.sql`${at} >= ${instantOf(from, "00:00", timeZone)}`,
    to && Prisma.sql`${at} < ${instantOf(addDays(to, 1), "00:00", timeZone)}`,
  ]);
}

function allBounds(bounds: (Prisma.Sql | "" | null)[]): Prisma.Sql {
  const given = bounds.filter((bound): bound is Prisma.Sql => bound !== null && bound !== "");
  return Prisma.sql`(${Prisma.join(given, " AND ")})`;
}
