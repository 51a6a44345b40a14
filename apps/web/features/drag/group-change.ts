import type { ListedTask } from "@docket/schema/task";
import { dayOfWhen, putOnDay } from "@docket/schema/when-day";
import type { Destination, Labels } from "../task/use-task-actions.ts";
import type { GroupFields, TaskGroup } from "../view/task-group.ts";

/** One command that applies a drop. */
export type GroupChange = { tasks: readonly ListedTask[] } & (
  | { kind: "move"; to: Destination }
  | { kind: "set"; fields: Omit<GroupFields, "labelIds">; labels: Labels }
  | { kind: "complete" }
  | { kind: "reopen" }
);

/**
 * Returns the changes that move tasks from one group to another: the new group's field is set, and the old group's value is
 * removed. Usually one command; tasks that differ in their other values, such as the time of their date, need one each.
 *
 * @param from the group in which the drag began; undefined when it began elsewhere
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
 * Returns the changes that set or remove the date of tasks. A time is kept.
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

/** The label of the new column replaces that of the old one; the column without a label removes all. */
function labelsPassedOn(
  tasks: readonly ListedTask[],
  from: readonly string[] = [],
  to: readonly string[],
): { addLabelIds: string[]; removeLabelIds: string[] } {
  const gone = to.length === 0 ? tasks.flatMap(({ labelIds }) => labelIds) : from;
  return { addLabelIds: [...to], removeLabelIds: [...new Set(gone)] };
}

/** The assignees after a move from one column to another; other assignees stay. */
function passedOn(ids: readonly string[], from: readonly string[] = [], to: readonly string[]): string[] {
  return to.length === 0 ? [] : [...new Set([...ids.filter((id) => !from.includes(id)), ...to])];
}
