import { Prisma } from "@docket/db/generated/client";
import type { SortDirection, TaskOrder } from "@docket/schema/task";
import { TITLE_SORT_LENGTH } from "@docket/schema/task-order";
import type { ListShape } from "./shape.ts";

/** An expression by which tasks `t` are sorted. It is never null, so that a page can start after any row. */
export type SortKey = { sql: string; type: string };

// The expressions are those of the indexes; a test checks that the planner uses the indexes for every order.

/** The due day, or a day after all others. */
export const dueDaySql = Prisma.raw("coalesce(t.due_on, DATE '9999-12-31')");
/** The start day, or a day after all others. */
export const startDaySql = Prisma.raw("coalesce(t.start_on, DATE '9999-12-31')");
/** The value of {@link dueDaySql} and {@link startDaySql} for a task without a date. */
export const noDaySql = Prisma.raw("DATE '9999-12-31'");

const COMPLETED = { sql: "coalesce(t.completed_at, TIMESTAMPTZ '9999-12-31 00:00:00Z')", type: "timestamptz" };
const STATUS = { sql: 't.status COLLATE "C"', type: 'text COLLATE "C"' };

const SORT_KEYS: Record<TaskOrder, SortKey[]> = {
  manual: [{ sql: "t.rank", type: 'text COLLATE "C"' }],
  due: [
    { sql: dueDaySql.sql, type: "date" },
    { sql: "coalesce(t.due_time, '99:99')", type: "text" },
  ],
  priority: [{ sql: "t.priority", type: "smallint" }],
  created: [{ sql: "t.created_at", type: "timestamptz" }],
  updated: [{ sql: "t.updated_at", type: "timestamptz" }],
  completed: [COMPLETED],
  title: [{ sql: `left(t.search_text, ${TITLE_SORT_LENGTH}) COLLATE "C"`, type: 'text COLLATE "C"' }],
  start: [
    { sql: startDaySql.sql, type: "date" },
    { sql: "coalesce(t.start_time, '99:99')", type: "text" },
  ],
  deadline: [{ sql: "coalesce(t.deadline, DATE '9999-12-31')", type: "date" }],
  status: [STATUS],
  number: [{ sql: "t.number", type: "int" }],
};

const ID_KEY: SortKey = { sql: "t.id", type: "uuid" };

/**
 * Returns the keys by which a list is sorted, the id last. A key that has the same value for all tasks of the list is
 * omitted, because the planner would not know that, and sort.
 */
export function sortKeysOf(order: TaskOrder, { status }: Pick<ListShape, "status">): SortKey[] {
  const isConstant = status === "open" && (order === "completed" || order === "status");
  if (isConstant) return [ID_KEY];
  if (order === "completed" && status === "closed") return [{ ...COMPLETED, sql: "t.completed_at" }, ID_KEY];
  return [...SORT_KEYS[order], ID_KEY];
}

/**
 * Builds the list of expressions in an ORDER BY clause.
 *
 * @param names the expressions' names in the statement, if they differ from the keys
 */
export function orderBySql(names: string[], direction: SortDirection): Prisma.Sql {
  const suffix = direction === "ascending" ? "ASC" : "DESC";
  return Prisma.raw(names.map((name) => `${name} ${suffix}`).join(", "));
}

/** Builds the condition that a task comes after the one with these values or, if `orEqual` is set, is that one. */
export function afterSql(
  keys: SortKey[],
  values: Prisma.Sql[],
  direction: SortDirection,
  orEqual: "" | "orEqual" = "",
): Prisma.Sql {
  const operator = `${direction === "ascending" ? ">" : "<"}${orEqual === "" ? "" : "="}`;
  const bounds = keys.map(({ type }, index) => Prisma.sql`${values[index] ?? Prisma.sql`NULL`}::${Prisma.raw(type)}`);
  return Prisma.sql`(${Prisma.raw(keys.map(({ sql }) => sql).join(", "))}) ${Prisma.raw(operator)} (${Prisma.join(bounds)})`;
}
