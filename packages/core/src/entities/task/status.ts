import { Prisma } from "@docket/db/generated/client";
import { closedStatuses, openStatuses } from "@docket/schema/task-state";
import type { TaskStatus } from "@docket/schema/task-value";

// SQL forms of `schema/task-state`. The states are literals rather than parameters, so that the planner recognizes the
// partial indexes on open and closed tasks. A test compares these conditions with the predicates of the indexes.

/** Builds the condition that the task `alias` is open. */
export function isOpenSql(alias: "t" | "c"): Prisma.Sql {
  return Prisma.raw(`${alias}.status ${oneOf(openStatuses())}`);
}

/** Builds the condition that the task `alias` is closed. */
export function isClosedSql(alias: "t" | "c"): Prisma.Sql {
  return Prisma.raw(`${alias}.status ${noneOf(openStatuses())}`);
}

/**
 * Builds the condition that the task `t` has one of these statuses.
 *
 * @param statuses at least one
 */
export function hasStatusSql(...statuses: TaskStatus[]): Prisma.Sql {
  const isWanted = (status: TaskStatus) => statuses.includes(status);
  const [open, closed] = [openStatuses().filter(isWanted), closedStatuses().filter(isWanted)];
  const own = Prisma.raw(`t.status ${oneOf([...open, ...closed])}`);
  if (open.length > 0) return own;
  // The index on closed tasks is used only if the condition repeats its predicate.
  return closed.length === closedStatuses().length ? isClosedSql("t") : Prisma.sql`${own} AND ${isClosedSql("t")}`;
}

/** Matches open tasks. */
export const openTasks = { status: { in: openStatuses() } } satisfies Prisma.TaskWhereInput;

function oneOf(statuses: readonly TaskStatus[]): string {
  return statuses.length === 1 ? `= '${statuses.join()}'` : `IN (${quoted(statuses)})`;
}

function noneOf(statuses: readonly TaskStatus[]): string {
  return statuses.length === 1 ? `<> '${statuses.join()}'` : `NOT IN (${quoted(statuses)})`;
}

function quoted(statuses: readonly TaskStatus[]): string {
  return statuses.map((status) => `'${status}'`).join(", ");
}
