import { Prisma } from "@docket/db/generated/client";
import type { Page } from "@docket/schema/page";
import type { ListTasks, ListedTask, Task, TaskOrder, TaskRef, TaskSummary } from "@docket/schema/task";
import { TITLE_SORT_LENGTH } from "@docket/schema/task-order";
import { z } from "zod";
import { projectIdsFor } from "../../access/access.ts";
import { assertVisible } from "../../access/visible.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { cursorOf, toPage } from "../../runtime/cursor.ts";
import { notFound } from "../../runtime/error.ts";
import { selectList } from "../field.ts";
import { listConditions } from "./filter.ts";
import { taskFields } from "./row.ts";
import { isOpenSql } from "./status.ts";

const cursor = cursorOf("task.list", z.array(z.string()));

/**
 * Sort keys for each order; the id is always the last key. They are never null, so that a page can start after any row.
 */
const SORT_KEYS: Record<TaskOrder, { key: string; type: string }[]> = {
  manual: [{ key: "t.rank", type: 'text COLLATE "C"' }],
  due: [
    { key: "coalesce(t.due_on, DATE '9999-12-31')", type: "date" },
    { key: "coalesce(t.due_time, '99:99')", type: "text" },
  ],
  priority: [{ key: "t.priority", type: "int" }],
  created: [{ key: "t.created_at", type: "timestamptz" }],
  updated: [{ key: "t.updated_at", type: "timestamptz" }],
  completed: [{ key: "coalesce(t.completed_at, TIMESTAMPTZ '9999-12-31 00:00:00Z')", type: "timestamptz" }],
  title: [{ key: `left(t.search_text, ${TITLE_SORT_LENGTH}) COLLATE "C"`, type: 'text COLLATE "C"' }],
  start: [
    { key: "coalesce(t.start_on, DATE '9999-12-31')", type: "date" },
    { key: "coalesce(t.start_time, '99:99')", type: "text" },
  ],
  deadline: [{ key: "coalesce(t.deadline, DATE '9999-12-31')", type: "date" }],
  status: [{ key: 't.status COLLATE "C"', type: 'text COLLATE "C"' }],
  number: [{ key: "t.number", type: "int" }],
};

const ID_KEY = { key: "t.id", type: "uuid" };

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
export async function listTasks(ctx: Ctx, input: ListTasks): Promise<Page<ListedTask>> {
  const { workspaceId, filter, order, direction, limit } = input;
  const binding = { workspaceId, filter: JSON.stringify(filter), order, direction };
  const after = cursor.decode(binding, input.cursor);
  const keys = [...SORT_KEYS[order], ID_KEY];
  const sort = Prisma.raw(direction === "ascending" ? "ASC" : "DESC");
  const conditions = [
    ...listConditions(ctx, workspaceId, filter),
    ...(after === null ? [] : [afterCursor(keys, after, direction)]),
  ];
  const [answer] = await ctx.runtime.query<{ rows: { task: ListedTask; key: string[] }[] | null }>(Prisma.sql`
    SELECT json_agg(page) AS rows FROM (
      SELECT ${listedTaskJson} AS task, json_build_array(${Prisma.join(keys.map(({ key }) => Prisma.raw(`(${key})::text`)))}) AS key
      FROM task t WHERE ${Prisma.join(conditions, " AND ")}
      ORDER BY ${Prisma.join(keys.map(({ key }) => Prisma.sql`${Prisma.raw(key)} ${sort}`))}
      LIMIT ${limit + 1}
    ) page`);
  const rows = answer?.rows ?? [];
  if (rows.length === 0) await assertVisible(ctx, workspaceId, filter);
  const page = toPage(rows, limit, (row) => cursor.encode(binding, row.key));
  return { items: page.items.map((row) => row.task), nextCursor: page.nextCursor };
}

function afterCursor(
  keys: { key: string; type: string }[],
  values: string[],
  direction: ListTasks["direction"],
): Prisma.Sql {
  const columns = Prisma.raw(keys.map(({ key }) => key).join(", "));
  const bounds = Prisma.join(keys.map(({ type }, index) => Prisma.sql`${values[index] ?? null}::${Prisma.raw(type)}`));
  return direction === "ascending" ? Prisma.sql`(${columns}) > (${bounds})` : Prisma.sql`(${columns}) < (${bounds})`;
}

/**
 * Returns one task.
 *
 * @throws DomainError `not_found`, also if the caller can't see it
 */
export async function getTask(ctx: Ctx, { workspaceId, id }: TaskRef): Promise<Task> {
  const [row] = await ctx.runtime.query<{ task: TaskSummary; description: string }>(Prisma.sql`
    SELECT ${taskJson} AS task, t.description FROM task t
    WHERE t.workspace_id = ${workspaceId}::uuid AND t.id = ${id}::uuid AND t.deleted_at IS NULL
      AND t.project_id IN (${projectIdsFor(ctx.actor, workspaceId, "viewer")})`);
  if (!row) throw notFound("Task");
  const { hasDescription: _, ...task } = row.task;
  return { ...task, description: row.description };
}
