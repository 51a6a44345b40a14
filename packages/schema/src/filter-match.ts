import { matchesExpression } from "./expression-match.ts";
import type { GivenFilter } from "./filter-expression.ts";
import { filterExpression } from "./filter-expression.ts";
import type { Id } from "./id.ts";
import type { ListedTask } from "./task.ts";

/** The person reading a list, and the time, which determine the meaning of `me` and `today` in its filter. */
export type Reader = { userId: Id; now: Date };

/**
 * Returns whether a list with this filter contains the task. A test checks that the result is the same as the
 * database's (core/src/entities/task/list.ts). Text is searched only in titles, because listed tasks don't include
 * descriptions.
 */
export function matchesFilter(task: ListedTask, filter: GivenFilter, reader: Reader): boolean {
  return matchesExpression(filterExpression(filter), task, { ...reader, timeZone: filter.timeZone ?? "UTC" });
}
