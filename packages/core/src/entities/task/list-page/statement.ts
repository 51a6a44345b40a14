import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { SortDirection } from "@docket/schema/task";
import { isClosedSql, isOpenSql } from "../status.ts";
import type { ListShape } from "./shape.ts";
import type { SortKey } from "./sort-key.ts";
import { afterSql, orderBySql } from "./sort-key.ts";

/** A page of a list of tasks `t`. */
export type ListPage = {
  workspaceId: Id;
  /** Selects the ids of the projects that the caller can see. */
  projectIds: Prisma.Sql;
  /** The list's condition on tasks in these projects. */
  condition: Prisma.Sql;
  keys: SortKey[];
  /** The keys' values in the last row of the preceding page; null for the first page. */
  after: string[] | null;
  direction: SortDirection;
  /** The maximum number of rows. */
  limit: number;
  /** The columns to select from `t`. */
  columns: Prisma.Sql;
};

/** Builds a statement that leaves it to the planner how to find the rows. */
export function plannedStatement(page: ListPage): Prisma.Sql {
  const { columns, projectIds, keys, direction, limit } = page;
  return Prisma.sql`
    SELECT ${columns} FROM task t
    WHERE ${conditionOf(page)} AND t.project_id IN (${projectIds})
    ORDER BY ${orderOf(keys, direction)} LIMIT ${limit}`;
}

/**
 * Builds a statement that merges the lists of all projects, each of which an index contains in the list's order. It
 * first reads one row of each project. Only the projects with the first of these rows can have rows on the page: of the
 * project with the n-th row, at most `limit` - n + 1 rows.
 */
export function mergingStatement(page: ListPage): Prisma.Sql {
  const { projectIds, keys, direction, limit } = page;
  const names = keys.map((_, index) => `k${index}`);
  const named = Prisma.raw(keys.map(({ sql }, index) => `${sql} AS k${index}`).join(", "));
  const byName = orderBySql(names, direction);
  const fromHead = afterSql(
    keys,
    names.map((name) => Prisma.raw(`head.${name}`)),
    direction,
    "orEqual",
  );
  const rowsOf = (projectId: Prisma.Sql, condition: Prisma.Sql, count: Prisma.Sql) => Prisma.sql`
      SELECT t.id AS task_id, ${named} FROM task t WHERE ${condition} AND t.project_id = ${projectId}
      ORDER BY ${orderOf(keys, direction)} LIMIT ${count}`;
  return Prisma.sql`
    WITH seen AS MATERIALIZED (${projectIds}), head AS MATERIALIZED (
      SELECT seen.project_id, first.*, row_number() OVER (ORDER BY ${byName}) AS position FROM seen CROSS JOIN LATERAL (
        ${rowsOf(Prisma.sql`seen.project_id`, conditionOf(page), Prisma.sql`1`)}
      ) first ORDER BY ${byName} LIMIT ${limit}
    ), found AS MATERIALIZED (
      SELECT next.task_id FROM head CROSS JOIN LATERAL (
        ${rowsOf(
          Prisma.sql`head.project_id`,
          Prisma.sql`${conditionOf({ ...page, after: null })} AND ${fromHead}`,
          Prisma.sql`${limit} - head.position + 1`,
        )}
      ) next ORDER BY ${orderBySql(
        names.map((name) => `next.${name}`),
        direction,
      )} LIMIT ${limit}
    )
    ${foundRows(page)}`;
}

/** A label or an assignee that all tasks of a list have. */
export type TaskLink = { field: "label" | "assignee"; id: Id };

/**
 * Builds a statement that returns how many tasks have a link, including tasks that the caller can't see. It doesn't
 * count further than `max`.
 */
export function linkCountStatement(workspaceId: Id, link: TaskLink, max: number): Prisma.Sql {
  return Prisma.sql`SELECT count(*)::int AS count FROM (${linkedTasks(workspaceId, link)} LIMIT ${max}) x`;
}

/** How many of the oldest and of the newest tasks with a link are in a sample of them. */
const SAMPLE_ROWS = 300;

/**
 * Builds a statement that returns the share of tasks that aren't trashed and have the given status, in a sample of the
 * tasks with a link.
 */
export function linkSampleStatement(workspaceId: Id, link: TaskLink, status: ListShape["status"]): Prisma.Sql {
  const end = (direction: "ASC" | "DESC") => Prisma.sql`(SELECT task_id FROM (${linkedTasks(workspaceId, link)}) linked
    ORDER BY task_id ${Prisma.raw(direction)} LIMIT ${SAMPLE_ROWS})`;
  const hasStatus = { any: Prisma.sql`true`, open: isOpenSql("t"), closed: isClosedSql("t") }[status];
  return Prisma.sql`
    SELECT avg((t.deleted_at IS NULL AND ${hasStatus})::int)::float8 AS share
    FROM (${end("ASC")} UNION ALL ${end("DESC")}) sample
    JOIN task t ON t.workspace_id = ${workspaceId}::uuid AND t.id = sample.task_id`;
}

/**
 * Builds a statement that looks up every task with a link, and sorts those of the list. The page's condition doesn't
 * need to contain the link.
 */
export function linkStatement(page: ListPage, link: TaskLink): Prisma.Sql {
  const { workspaceId, projectIds, keys, direction, limit } = page;
  // With OFFSET 0, the tasks are looked up one by one. The planner overestimates the cost of that, and would read all
  // tasks of the workspace. With IS TRUE, the projects are in a hash table.
  return Prisma.sql`
    WITH seen AS MATERIALIZED (${projectIds}), found AS MATERIALIZED (
      SELECT t.id AS task_id FROM (${linkedTasks(workspaceId, link)}) linked CROSS JOIN LATERAL (
        SELECT t.* FROM task t WHERE t.id = linked.task_id AND ${conditionOf(page)} OFFSET 0
      ) t WHERE (t.project_id IN (SELECT project_id FROM seen)) IS TRUE
      ORDER BY ${orderOf(keys, direction)} LIMIT ${limit}
    )
    ${foundRows(page)}`;
}

/** Selects the tasks with a link. Trashed labels don't count. */
function linkedTasks(workspaceId: Id, { field, id }: TaskLink): Prisma.Sql {
  if (field === "assignee") {
    return Prisma.sql`SELECT x.task_id FROM task_assignee x WHERE x.workspace_id = ${workspaceId}::uuid AND x.user_id = ${id}::uuid`;
  }
  return Prisma.sql`SELECT x.task_id FROM task_label x WHERE x.workspace_id = ${workspaceId}::uuid AND x.label_id = ${id}::uuid
    AND EXISTS (SELECT 1 FROM label l WHERE l.workspace_id = ${workspaceId}::uuid AND l.id = ${id}::uuid AND l.deleted_at IS NULL)`;
}

/** Selects the rows of the tasks in `found`. */
function foundRows({ workspaceId, columns, keys, direction }: ListPage): Prisma.Sql {
  return Prisma.sql`
    SELECT ${columns} FROM found JOIN task t ON t.workspace_id = ${workspaceId}::uuid AND t.id = found.task_id
    ORDER BY ${orderOf(keys, direction)}`;
}

function orderOf(keys: SortKey[], direction: SortDirection): Prisma.Sql {
  return orderBySql(
    keys.map(({ sql }) => sql),
    direction,
  );
}

function conditionOf({ workspaceId, condition, keys, after, direction }: ListPage): Prisma.Sql {
  const inWorkspace = Prisma.sql`t.workspace_id = ${workspaceId}::uuid AND ${condition}`;
  if (after === null) return inWorkspace;
  const values = after.map((value) => Prisma.sql`${value}`);
  return Prisma.sql`${inWorkspace} AND ${afterSql(keys, values, direction)}`;
}
