import { instantOf } from "@docket/schema/day";
import { rangeOn } from "@docket/schema/expression-match";
import type { ListCondition, ListExpression } from "@docket/schema/filter-expression";
import { filterExpression } from "@docket/schema/filter-expression";
import type { Reader } from "@docket/schema/filter-match";
import type { Id } from "@docket/schema/id";
import type { SnapshotCoverage } from "@docket/schema/snapshot";
import type { TaskQuery } from "./task-query.ts";

/** All tasks of a project: its first change was the first one that the replica has received of it. */
export const EVERYTHING: SnapshotCoverage = { kind: "all", closedSince: "1970-01-01T00:00:00.000Z" };

type Held = {
  coverage: ReadonlyMap<Id, SnapshotCoverage>;
  /** The IDs of the projects that the user sees, or null before they are known. */
  projectIds: readonly Id[] | null;
  /** Returns the project of a row that the user sees. */
  projectOf: (entity: "task" | "section", id: Id) => Id | undefined;
};

type Test = (condition: ListCondition) => boolean;

/**
 * Returns whether a replica holds all tasks that match a query. Texts are also searched in descriptions, which the
 * replica doesn't hold.
 */
export function isCovered({ filter }: TaskQuery, reader: Reader, held: Held): boolean {
  const expression = filterExpression(filter);
  if (mentions(expression, ({ field }) => field === "text")) return false;
  const viewer = { ...reader, timeZone: filter.timeZone ?? "UTC" };
  const isHeld = (taskId: Id) => held.projectOf("task", taskId) !== undefined;
  const areHeld: Test = (condition) => condition.field === "id" && condition.is.every(isHeld);
  if (implies(expression, areHeld)) return true;

  const isOpen: Test = (condition) => condition.field === "status" && condition.is.every((status) => status === "open");
  const isDueUntil =
    (until: string): Test =>
    (condition) => {
      if (condition.field !== "due" || !("to" in condition)) return false;
      const { to } = rangeOn(condition, viewer);
      return to !== null && to <= until;
    };
  const isClosedSince =
    (since: string): Test =>
    (condition) => {
      if (condition.field !== "completed" || !("from" in condition)) return false;
      const { from } = rangeOn(condition, viewer);
      return from !== null && instantOf(from, "00:00", viewer.timeZone) >= new Date(since);
    };
  const isBelowHeld: Test = (condition) => condition.field === "parent" && condition.is.every(isHeld);

  const isProjectCovered = (id: Id): boolean => {
    const covered = held.coverage.get(id);
    if (covered?.kind === "due")
      return implies(expression, isOpen) && implies(expression, isDueUntil(covered.dueUntil));
    if (covered?.kind !== "all") return false;
    const isCoveredBy = isClosedSince(covered.closedSince);
    return implies(expression, (condition) => isOpen(condition) || isBelowHeld(condition) || isCoveredBy(condition));
  };
  const projectIds = projectsOf(expression, held) ?? held.projectIds;
  return projectIds?.every(isProjectCovered) ?? false;
}

/** Returns whether every task that matches the expression meets the condition. Can return false although it does. */
function implies(expression: ListExpression, test: Test): boolean {
  if ("all" in expression) return expression.all.some((part) => implies(part, test));
  if ("any" in expression) return expression.any.every((part) => implies(part, test));
  return "field" in expression && test(expression);
}

function mentions(expression: ListExpression, test: Test): boolean {
  if ("all" in expression) return expression.all.some((part) => mentions(part, test));
  if ("any" in expression) return expression.any.some((part) => mentions(part, test));
  return "not" in expression ? mentions(expression.not, test) : test(expression);
}

/** Returns the projects to which an expression is limited, or null if it isn't. */
function projectsOf(expression: ListExpression, held: Held): readonly Id[] | null {
  if ("not" in expression) return null;
  if ("all" in expression) return expression.all.map((part) => projectsOf(part, held)).find((ids) => ids) ?? null;
  if ("any" in expression) {
    const parts = expression.any.map((part) => projectsOf(part, held));
    return parts.includes(null) ? null : parts.flatMap((ids) => ids ?? []);
  }
  if (expression.field === "project") return expression.is;
  if (expression.field !== "section" && expression.field !== "parent") return null;
  const entity = expression.field === "section" ? "section" : "task";
  const ids = expression.is.map((id) => held.projectOf(entity, id));
  return ids.every((id) => id !== undefined) ? ids : null;
}
