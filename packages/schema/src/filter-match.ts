import { dayInZone } from "./day.ts";
import { matchesExpression, matchesText } from "./expression-match.ts";
import type { Id } from "./id.ts";
import type { ListedTask, TaskFilter, TaskSummary } from "./task.ts";
import { isWithinDays } from "./within-days.ts";

/** A filter as clients write it. Omitted conditions take their defaults. */
export type GivenFilter = { [Name in keyof TaskFilter]?: TaskFilter[Name] | undefined };

/** The person reading a list, and the time, which determine the meaning of `me` and `today` in its filter. */
export type Reader = { userId: Id; now: Date };

/**
 * Returns whether a list with this filter contains the task, assuming that it is not in the trash. A test checks that
 * the result is the same as the database's (core/src/entities/task/list.ts). Text is searched only in titles, because
 * listed tasks don't include descriptions.
 */
export function matchesFilter(task: ListedTask, filter: GivenFilter, reader: Reader): boolean {
  const { ids, projectId, sectionId, parentId, labelId, assigneeId, number, priority, hasDue } = filter;
  return (
    task.deletedAt === null &&
    matchesStatus(task, filter.status ?? "open") &&
    ((filter.isArchived ?? false) === "any" || (task.archivedAt !== null) === (filter.isArchived ?? false)) &&
    (ids === undefined || ids.includes(task.id)) &&
    (projectId === undefined || task.projectId === projectId) &&
    (sectionId === undefined || task.sectionId === sectionId) &&
    (parentId === undefined || task.parentId === parentId) &&
    (labelId === undefined || task.labelIds.includes(labelId)) &&
    (assigneeId === undefined || task.assigneeIds.includes(assigneeId)) &&
    (number === undefined || task.number === number) &&
    (priority === undefined || priority.includes(task.priority)) &&
    (hasDue === undefined || (task.due !== null) === hasDue) &&
    matchesDue(task, filter) &&
    matchesText(task.title, filter.text ?? "") &&
    matchesWhere(task, filter, reader)
  );
}

function matchesStatus({ status }: TaskSummary, wanted: TaskFilter["status"]): boolean {
  if (wanted === "any") return true;
  return wanted === "closed" ? status !== "open" : status === wanted;
}

function matchesDue({ due }: TaskSummary, { dueFrom, dueTo, timeZone = "UTC" }: GivenFilter): boolean {
  if (dueFrom === undefined && dueTo === undefined) return true;
  return isWithinDays(due, { from: dueFrom ?? null, to: dueTo ?? null }, timeZone);
}

function matchesWhere(task: ListedTask, { where, timeZone = "UTC" }: GivenFilter, { userId, now }: Reader): boolean {
  return where === undefined || matchesExpression(where, task, { userId, today: dayInZone(now, timeZone), timeZone });
}
