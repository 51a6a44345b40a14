import { addDays, dayNumber } from "@docket/schema/day";
import type { ListedTask } from "@docket/schema/task";
import type { When } from "@docket/schema/when";
import { clockTimeOf, dayOfWhen, putOnDay } from "@docket/schema/when-day";
import { putAtTime } from "@docket/schema/when-time";
import type { Destination, Labels } from "../../entities/task/use-task-actions.ts";
import { DAY_MINUTES, shiftedBy, spanOf } from "../../entities/view/day-time.ts";
import type { GroupFields, TaskGroup } from "../../entities/view/task-group.ts";

/** One undoable change that a drop makes. */
export type GroupChange =
  | ({ tasks: readonly ListedTask[] } & (
      | { kind: "move"; to: Destination }
      | { kind: "set"; fields: Omit<GroupFields, "labelIds">; labels: Labels }
      | { kind: "complete" }
      | { kind: "reopen" }
    ))
  /** Sets a separate due date for each task. */
  | { kind: "reschedule"; dates: readonly { task: ListedTask; due: When }[] };

/**
 * Returns the changes that move tasks from one group to another: they set the new group's value and remove the old
 * group's. Usually there is one change; tasks that differ in other values, such as the time of day, need separate ones.
 *
 * @param from the group in which the drag began; undefined if it began elsewhere
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
 * Returns the changes that set or remove the tasks' due dates. The time of day is kept.
 *
 * @param timeZone the time zone in which days begin
 */
export function changesToDay(tasks: readonly ListedTask[], date: string | null, timeZone: string): GroupChange[] {
  const moving = tasks.filter(({ due }) => (due && dayOfWhen(due, timeZone)) !== date);
  return fieldChanges(moving, undefined, { due: date === null ? null : { date } }, timeZone);
}

/**
 * Returns the change that puts the first task at a minute of a day in the viewer's zone, or on the whole day if it is
 * null. The other tasks move by the same difference if the first one had a time; otherwise they get the same time.
 */
export function changesToTime(
  tasks: readonly ListedTask[],
  { date, minutes, timeZone }: { date: string; minutes: number | null; timeZone: string },
): GroupChange[] {
  const first = tasks[0];
  const span = first ? spanOf(first, timeZone) : null;
  // The difference on the wall clock; null if the first task had no time.
  const days = first?.due ? dayNumber(date) - dayNumber(dayOfWhen(first.due, timeZone)) : 0;
  const by = span && minutes !== null ? days * DAY_MINUTES + minutes - span.start : null;
  const dueOf = ({ due }: ListedTask, index: number): When => {
    if (minutes === null) return { date };
    if (by === null || due === null || index === 0) return putAtTime(due, date, clockTimeOf(minutes), timeZone);
    return due.time === undefined ? { ...due, date: addDays(due.date, days) } : shiftedBy(due, by, timeZone);
  };
  const dates = tasks
    .map((task, index) => ({ task, due: dueOf(task, index) }))
    .filter(({ task, due }) => JSON.stringify(due) !== JSON.stringify(task.due));
  return dates.length === 0 ? [] : [{ kind: "reschedule", dates }];
}

function fieldChanges(
  tasks: readonly ListedTask[],
  from: GroupFields | undefined,
  to: GroupFields,
  timeZone: string,
): GroupChange[] {
  const { labelIds, ...fields } = to;
  const labels: Labels = labelIds ? labelsAfterMove(tasks, from?.labelIds, labelIds) : {};
  const changesByFields = new Map<string, { tasks: ListedTask[]; fields: Omit<GroupFields, "labelIds"> }>();
  for (const task of tasks) {
    const own = {
      ...fields,
      ...(fields.due ? { due: putOnDay(task.due, fields.due.date, timeZone) } : {}),
      ...(fields.assigneeIds
        ? { assigneeIds: assigneesAfterMove(task.assigneeIds, from?.assigneeIds, fields.assigneeIds) }
        : {}),
    };
    const key = JSON.stringify(own);
    const others = changesByFields.get(key);
    if (others) others.tasks.push(task);
    else changesByFields.set(key, { tasks: [task], fields: own });
  }
  return [...changesByFields.values()].map((change) => ({ kind: "set", ...change, labels }));
}

/**
 * Returns the label changes for a move between columns: the new column's label replaces the old column's. A move to the
 * column without labels removes all labels.
 */
function labelsAfterMove(
  tasks: readonly ListedTask[],
  from: readonly string[] = [],
  to: readonly string[],
): { addLabelIds: string[]; removeLabelIds: string[] } {
  const gone = to.length === 0 ? tasks.flatMap(({ labelIds }) => labelIds) : from;
  return { addLabelIds: [...to], removeLabelIds: [...new Set(gone)] };
}

/** Returns the assignees after a move between columns; only the old column's assignee is replaced. */
function assigneesAfterMove(ids: readonly string[], from: readonly string[] = [], to: readonly string[]): string[] {
  return to.length === 0 ? [] : [...new Set([...ids.filter((id) => !from.includes(id)), ...to])];
}
