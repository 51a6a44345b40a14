import type { ListedTask } from "@docket/schema/task";
import { dayOfWhen, putOnDay } from "@docket/schema/when-day";
import type { Destination, Labels } from "../task/use-task-actions.ts";
import type { GroupFields, TaskGroup } from "../view/task-group.ts";

/** One command that takes tasks to where they were dropped. */
export type GroupChange = { tasks: readonly ListedTask[] } & (
  | { kind: "move"; to: Destination }
  | { kind: "set"; fields: Omit<GroupFields, "labelIds">; labels: Labels }
  | { kind: "complete" }
  | { kind: "reopen" }
);

/**
 * What makes tasks of one group ones of another: a column sets its field, and what makes the old one is taken off. Nearly always one
 * command; tasks that differ in what else they have, like the time of a date, need one for each kind.
 *
 * @param from the group in which they were taken up; undefined where they come from elsewhere
 */
export function changesInto(tasks: readonly ListedTask[], from: TaskGroup | undefined, to: TaskGroup): GroupChange[] {
  const { place } = to;
  if (!place || tasks.length === 0 || from?.key === to.key) return [];
  if (place.status !== undefined) return [{ kind: place.status === "done" ? "complete" : "reopen", tasks }];
  if (place.fields) return fieldChanges(tasks, from?.place?.fields, place.fields, to.list.filter.timeZone ?? "UTC");
  const { projectId, sectionId } = place;
  if (projectId === undefined && sectionId === undefined) return [];
  const home = { ...(projectId === undefined ? {} : { projectId }), ...(sectionId === undefined ? {} : { sectionId }) };
  return [{ kind: "move", tasks, to: { ...home, parentId: null } }];
}

/**
 * Puts tasks on a day, or takes them off theirs. Those that have a time keep it.
 *
 * @param timeZone in which days are counted
 */
export function changesToDay(tasks: readonly ListedTask[], date: string | null, timeZone: string): GroupChange[] {
  const moving = tasks.filter(({ due }) => (due && dayOfWhen(due, timeZone)) !== date);
  return fieldChanges(moving, undefined, { due: date === null ? null : { date } }, timeZone);
}

function fieldChanges(
  tasks: readonly ListedTask[],
  from: GroupFields | undefined,
  to: GroupFields,
  timeZone: string,
): GroupChange[] {
  const { labelIds, ...fields } = to;
  const labels: Labels = labelIds ? labelsPassedOn(tasks, from?.labelIds, labelIds) : {};
  const alike = new Map<string, { tasks: ListedTask[]; fields: Omit<GroupFields, "labelIds"> }>();
  for (const task of tasks) {
    const own = {
      ...fields,
      ...(fields.due ? { due: putOnDay(task.due, fields.due.date, timeZone) } : {}),
      ...(fields.assigneeIds ? { assigneeIds: passedOn(task.assigneeIds, from?.assigneeIds, fields.assigneeIds) } : {}),
    };
    const key = JSON.stringify(own);
    const others = alike.get(key);
    if (others) others.tasks.push(task);
    else alike.set(key, { tasks: [task], fields: own });
  }
  return [...alike.values()].map((change) => ({ kind: "set", ...change, labels }));
}

/** The label of a column takes the place of the one before; the column of what has none takes all. */
function labelsPassedOn(
  tasks: readonly ListedTask[],
  from: readonly string[] = [],
  to: readonly string[],
): { addLabelIds: string[]; removeLabelIds: string[] } {
  const gone = to.length === 0 ? tasks.flatMap(({ labelIds }) => labelIds) : from;
  return { addLabelIds: [...to], removeLabelIds: [...new Set(gone)] };
}

/** The people of a task when it goes from some to others; whoever else is on it stays. */
function passedOn(ids: readonly string[], from: readonly string[] = [], to: readonly string[]): string[] {
  return to.length === 0 ? [] : [...new Set([...ids.filter((id) => !from.includes(id)), ...to])];
}
