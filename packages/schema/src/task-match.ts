import type { Day } from "./day.ts";
import { addDays, instantOf } from "./day.ts";
import { foldText, searchPatterns } from "./fold-text.ts";
import type { TaskFilter, TaskSummary } from "./task.ts";
import type { When } from "./when.ts";

/** A filter as clients write it: conditions that are not given have their defaults. */
export type GivenFilter = { [Name in keyof TaskFilter]?: TaskFilter[Name] | undefined };

/**
 * Whether a live task belongs in a list with this filter, as the database decides it (core/task/list.ts, held to by a test).
 * Of the text only the title can be looked at here, for rows of a list don't carry the description.
 */
export function matchesFilter(task: TaskSummary, filter: GivenFilter): boolean {
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
    matchesDue(task.due, filter) &&
    matchesText(task.title, filter.text ?? "")
  );
}

function matchesStatus({ status }: TaskSummary, wanted: TaskFilter["status"]): boolean {
  if (wanted === "any") return true;
  return wanted === "closed" ? status !== "open" : status === wanted;
}

function matchesDue(due: When | null, { dueFrom, dueTo, timeZone = "UTC" }: GivenFilter): boolean {
  if (dueFrom === undefined && dueTo === undefined) return true;
  if (due === null) return false;
  return (
    (dueFrom === undefined || !isDueBefore(due, dueFrom, timeZone)) &&
    (dueTo === undefined || isDueBefore(due, addDays(dueTo, 1), timeZone))
  );
}

/** Whether something is due before a day begins; a time in a zone is an instant, everything else a day. */
export function isDueBefore(due: When, day: Day, timeZone: string): boolean {
  if (due.time === undefined || due.timeZone === undefined) return due.date < day;
  return instantOf(due.date, due.time, due.timeZone) < instantOf(day, "00:00", timeZone);
}

function matchesText(title: string, text: string): boolean {
  const folded = foldText(title);
  // The patterns are those of SQL's LIKE, made of folded words and % only.
  return searchPatterns(text).every((pattern) => {
    const parts = pattern.split("%").filter((part) => part !== "");
    return parts.every((part) => folded.includes(part));
  });
}
