import { Prisma } from "@docket/db/generated/client";
import { filterExpression } from "@docket/schema/filter-expression";
import type { Id } from "@docket/schema/id";
import type { ListTasks, ListedTask, Task, TaskAtPosition, TaskPage, TaskRef, TaskSummary } from "@docket/schema/task";
import { z } from "zod";
import { projectIdsFor } from "../../access/access.ts";
import { assertVisible } from "../../access/visible.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { cursorOf, toPage } from "../../runtime/cursor.ts";
import { notFound } from "../../runtime/error.ts";
import { selectList } from "../field.ts";
import { expressionCondition } from "./filter.ts";
import type { ListShape } from "./list-page/shape.ts";
import { hasOwnIndex, isIndexed, listShapeOf } from "./list-page/shape.ts";
import { sortKeysOf } from "./list-page/sort-key.ts";
import type { ListPage } from "./list-page/statement.ts";
import {
  linkCountStatement,
  linkSampleStatement,
  linkStatement,
  mergingStatement,
  plannedStatement,
} from "./list-page/statement.ts";
import { taskFields } from "./row.ts";
import { isOpenSql } from "./status.ts";

/** Returns the codec of the cursors of lists with this many sort keys. */
const cursorOfKeys = (count: number) => cursorOf("task.list", z.array(z.string()).length(count));

/**
 * SQL expression that returns a task `t` as JSON, matching {@link TaskSummary}. The JSON is built by the database, so
 * that frequently used lists don't create an object for every row and column. The expression converts a whole row to
 * JSON, because `json_build_object` would look up the type of every value in every row and take twice as long. A test
 * compares the JSON with the result of `toTask`.
 */
export const taskJson = asJson(Prisma.empty);

/**
 * SQL expression that returns a task `t` as JSON, matching {@link ListedTask}, which includes the number of sub-tasks.
 */
const listedTaskJson =
  asJson(Prisma.sql`, (SELECT json_build_object('all', count(*), 'open', count(*) FILTER (WHERE ${isOpenSql("c")}))
  FROM task c WHERE c.workspace_id = t.workspace_id AND c.parent_id = t.id AND c.deleted_at IS NULL) AS subtasks`);

function asJson(more: Prisma.Sql): Prisma.Sql {
  const fields = Prisma.raw(selectList(taskFields, ["description"]));
  return Prisma.sql`(SELECT to_json(f) FROM (SELECT ${fields}, t.description <> '' AS "hasDescription"${more}) f)`;
}

/**
 * Returns a page of the tasks that the caller can see, filtered and ordered. In a filter expression, an id that the
 * caller can't see matches nothing.
 *
 * @throws DomainError `not_found` if the filter contains a project, section, task, label or member that the caller
 *   can't see
 */
export async function listTasks(ctx: Ctx, input: ListTasks): Promise<TaskPage> {
  const { workspaceId, filter, order, direction, limit } = input;
  const binding = { workspaceId, filter: JSON.stringify(filter), order, direction };
  const expression = filterExpression(filter);
  const shape = listShapeOf(expression, order);
  const keys = sortKeysOf(order, shape);
  const cursor = cursorOfKeys(keys.length);
  const page = {
    workspaceId,
    projectIds: projectIdsFor(ctx.actor, workspaceId, "viewer"),
    condition: expressionCondition(ctx, expression, filter.timeZone),
    keys,
    after: cursor.decode(binding, input.cursor),
    direction,
    limit: limit + 1,
    columns: Prisma.sql`${listedTaskJson} AS task, json_build_array(${Prisma.raw(keys.map(({ sql }) => `(${sql})::text`).join(", "))}) AS key`,
  };
  const { statement, plan } = await chooseStatement(ctx, input, shape, page);
  // Clients that keep copies of tasks read them again by their ids.
  const seq = filter.ids === undefined ? Prisma.sql`NULL` : logPosition(workspaceId);
  type Answer = { rows: { task: ListedTask; key: string[] }[] | null; seq: string | null };
  const [answer] = await ctx.runtime.query<Answer>(
    Prisma.sql`SELECT json_agg(page) AS rows, ${seq} AS seq FROM (${statement}) page`,
    plan,
  );
  const rows = answer?.rows ?? [];
  if (rows.length === 0) await assertVisible(ctx, workspaceId, filter);
  const { items, nextCursor } = toPage(rows, limit, (row) => cursor.encode(binding, row.key));
  return { items: items.map((row) => row.task), nextCursor, ...(answer?.seq && { seq: answer.seq }) };
}

/** The position in the workspace's change log at the time of the statement. */
function logPosition(workspaceId: Id): Prisma.Sql {
  return Prisma.sql`(SELECT change_seq::text FROM workspace_counter WHERE workspace_id = ${workspaceId}::uuid)`;
}

/** From this share of the tasks with a label or an assignee, lists with the same status contain enough of them to merge. */
const MIN_SHARE_LISTED = 0.1;

/** Up to this many tasks with a label or an assignee, looking up all of them is fast. */
const MAX_LINKS_READ = 10_000;

/**
 * Chooses how to find the rows of a page. Tasks of a single project, or with rare properties, are left to the planner,
 * which knows how common the values are. It has no plan that merges the indexes of several projects.
 */
async function chooseStatement(
  ctx: Ctx,
  { workspaceId, filter, order }: ListTasks,
  shape: ListShape,
  page: ListPage,
): Promise<{ statement: Prisma.Sql; plan: "prepared" | "custom" }> {
  const { isOneProject, isDense, link } = shape;
  const isInOrder = isIndexed(shape, order);
  if (isDense && isInOrder) {
    if (!isOneProject) return { statement: mergingStatement(page), plan: "prepared" };
    return { statement: plannedStatement(page), plan: hasOwnIndex(shape, order) ? "prepared" : "custom" };
  }
  if (isOneProject || link === null) return { statement: plannedStatement(page), plan: "custom" };
  const given = { field: link.field, id: link.id === "me" ? ctx.actor.userId : link.id };
  const [links] = await ctx.runtime.query<{ count: number }>(linkCountStatement(workspaceId, given, MAX_LINKS_READ));
  if ((links?.count ?? 0) < MAX_LINKS_READ) {
    const condition = expressionCondition(ctx, link.others, filter.timeZone);
    return { statement: linkStatement({ ...page, condition }, given), plan: "custom" };
  }
  if (!isInOrder) return { statement: plannedStatement(page), plan: "custom" };
  const [sample] = await ctx.runtime.query<{ share: number }>(linkSampleStatement(workspaceId, given, shape.status));
  const isFrequent = (sample?.share ?? 0) >= MIN_SHARE_LISTED;
  return { statement: isFrequent ? mergingStatement(page) : plannedStatement(page), plan: "custom" };
}

/**
 * Returns one task.
 *
 * @throws DomainError `not_found`, also if the caller can't see it
 */
export async function getTask(ctx: Ctx, ref: TaskRef): Promise<Task> {
  const { seq: _, ...task } = await getTaskAtPosition(ctx, ref);
  return task;
}

/**
 * Returns one task, and the position in the change log to which it corresponds.
 *
 * @throws DomainError `not_found`, also if the caller can't see it
 */
export async function getTaskAtPosition(ctx: Ctx, { workspaceId, id }: TaskRef): Promise<TaskAtPosition> {
  const [row] = await ctx.runtime.query<{ task: TaskSummary; description: string; seq: string }>(Prisma.sql`
    SELECT ${taskJson} AS task, t.description, ${logPosition(workspaceId)} AS seq FROM task t
    WHERE t.workspace_id = ${workspaceId}::uuid AND t.id = ${id}::uuid AND t.deleted_at IS NULL
      AND t.project_id IN (${projectIdsFor(ctx.actor, workspaceId, "viewer")})`);
  if (!row) throw notFound("Task");
  const { hasDescription: _, ...task } = row.task;
  return { ...task, description: row.description, seq: row.seq };
}
