import type { ListedTask } from "@docket/schema/task";
import type { Destination } from "../../entities/task/use-task-actions.ts";
import type { ShownGroup, ShownRow } from "../../entities/view/shown-tasks.ts";
import { changesInto, changesToDay, changesToTime } from "./group-change.ts";
import type { GroupChange } from "./group-change.ts";

/** The target on which the dragged tasks would be dropped now. */
export type DropTarget =
  /** Between the rows of a group: before the row with this index, not counting the dragged rows. */
  | { kind: "line"; groupKey: string; index: number; depth: number }
  /** Into a task, as its sub-task. */
  | { kind: "into"; groupKey: string; taskId: string }
  /** Into a group, at the position that the sort order determines. */
  | { kind: "group"; groupKey: string }
  /** Onto a link in the sidebar, identified by its `href`. */
  | { kind: "project"; href: string; projectId: string }
  | { kind: "label"; href: string; labelId: string }
  | { kind: "day"; href: string; date: string; timeZone: string }
  /** Onto a day of a calendar or, if `date` is null, onto its list of tasks without a date. */
  | DayTarget;

/** A day of a calendar. In a week with hours, `minutes` is a time of that day, and null means all day. */
export type DayTarget = { kind: "date"; date: string | null; timeZone: string; minutes?: number | null };

/** The dragged tasks, and the groups on the page. */
export type DragLayout = {
  groups: readonly ShownGroup[];
  dragged: readonly ListedTask[];
  /** The group in which the drag began. */
  fromKey: string;
  /** Whether rows are in manual order, so that tasks can be dropped at a position between them. */
  isOrdered: boolean;
  /** Whether a row can become a sub-task of another. */
  isNested: boolean;
  /** Whether groups are columns side by side instead of one below the other. */
  isBoard: boolean;
};

/** The group and row under the pointer. */
export type PointerTarget = {
  groupKey: string;
  /** The row; null for the heading and for empty space. */
  row: { taskId: string; /** Vertical position in the row, from 0 to 1. */ fraction: number } | null;
  /** Whether the pointer is above all rows of the group. */
  isAbove: boolean;
  /** Indentation level, derived from the horizontal movement of the pointer. */
  depth: number;
};

/**
 * Fraction of a row's height, at its top and at its bottom, in which tasks are dropped between rows instead of into the
 * row.
 */
const EDGE = 0.3;

export function groupOf({ groups }: DragLayout, key: string): ShownGroup | undefined {
  return groups.find(({ group }) => group.key === key);
}

/** Returns the rows of a group without the dragged ones and their sub-tasks. */
export function rowsWithoutDragged(group: ShownGroup, dragged: readonly ListedTask[]): ShownRow[] {
  const ids = new Set(dragged.map(({ id }) => id));
  let above = Infinity;
  return group.rows.filter(({ task, depth }) => {
    if (depth <= above) above = Infinity;
    if (above === Infinity && ids.has(task.id)) above = depth;
    return above === Infinity;
  });
}

/** Returns the minimum and maximum indentation of a row that is inserted before `rest[index]`. */
export function depthsAt(rest: readonly ShownRow[], index: number, isNested: boolean): [least: number, most: number] {
  const least = rest[index]?.depth ?? 0;
  const above = rest[index - 1];
  return [least, isNested && above ? Math.max(least, above.depth + 1) : least];
}

const clamp = (value: number, [least, most]: [number, number]) => Math.min(most, Math.max(least, value));

/** Returns the drop target before a row, with the indentation limited to the allowed range. */
export function lineAt(dragLayout: DragLayout, group: ShownGroup, index: number, depth: number): DropTarget {
  const rest = rowsWithoutDragged(group, dragLayout.dragged);
  const at = Math.max(0, Math.min(index, rest.length));
  return {
    kind: "line",
    groupKey: group.group.key,
    index: at,
    depth: clamp(depth, depthsAt(rest, at, dragLayout.isNested)),
  };
}

/** Returns the drop target at the position where the drag began. */
export function startOf(dragLayout: DragLayout): DropTarget {
  const group = groupOf(dragLayout, dragLayout.fromKey);
  if (!dragLayout.isOrdered || !group) return { kind: "group", groupKey: dragLayout.fromKey };
  const first = group.rows.findIndex(({ task }) => task.id === dragLayout.dragged[0]?.id);
  return lineAt(dragLayout, group, indexIn(dragLayout, group, first), group.rows[first]?.depth ?? 0);
}

/** Converts an index among all rows into one among the rows that are not dragged. */
function indexIn({ dragged }: DragLayout, group: ShownGroup, at: number): number {
  const rest = new Set(rowsWithoutDragged(group, dragged));
  return group.rows.slice(0, at).filter((row) => rest.has(row)).length;
}

/** Returns the drop target under the pointer; null if nothing can be dropped there. */
export function dropTargetAt(
  dragLayout: DragLayout,
  { groupKey, row, isAbove, depth }: PointerTarget,
): DropTarget | null {
  const group = groupOf(dragLayout, groupKey);
  if (!group?.group.place) return null;
  if (!dragLayout.isOrdered || group.isFolded) return { kind: "group", groupKey };
  const at = row ? group.rows.findIndex(({ task }) => task.id === row.taskId) : -1;
  if (!row || at < 0) return lineAt(dragLayout, group, isAbove ? 0 : Infinity, depth);
  const isItself = !rowsWithoutDragged(group, dragLayout.dragged).some(({ task }) => task.id === row.taskId);
  if (dragLayout.isNested && !isItself && row.fraction > EDGE && row.fraction < 1 - EDGE)
    return { kind: "into", groupKey, taskId: row.taskId };
  return lineAt(dragLayout, group, indexIn(dragLayout, group, row.fraction < 0.5 ? at : at + 1), depth);
}

/** Returns the task that would become the parent; null for none. */
export function parentAt(dragLayout: DragLayout, dropTarget: DropTarget): ListedTask | null {
  if (dropTarget.kind !== "line" && dropTarget.kind !== "into") return null;
  const group = groupOf(dragLayout, dropTarget.groupKey);
  if (!group) return null;
  if (dropTarget.kind === "into") return group.rows.find(({ task }) => task.id === dropTarget.taskId)?.task ?? null;
  const above = rowsWithoutDragged(group, dragLayout.dragged).slice(0, dropTarget.index);
  return dropTarget.depth === 0 ? null : (above.findLast(({ depth }) => depth === dropTarget.depth - 1)?.task ?? null);
}

/** Returns the parent or group that receives the tasks and may have to be unfolded; null for none. */
export function foldedAt(
  dragLayout: DragLayout,
  dropTarget: DropTarget,
): { parentId: string } | { groupKey: string } | null {
  const parent = parentAt(dragLayout, dropTarget);
  if (parent) return { parentId: parent.id };
  return dropTarget.kind === "group" ? { groupKey: dropTarget.groupKey } : null;
}

/** Returns the changes made by a drop at a target; an empty array if the tasks are already there. */
export function changesAt(dragLayout: DragLayout, dropTarget: DropTarget): GroupChange[] {
  const { dragged: tasks } = dragLayout;
  switch (dropTarget.kind) {
    case "project":
      return tasks.every(({ projectId, parentId }) => projectId === dropTarget.projectId && parentId === null)
        ? []
        : [{ kind: "move", tasks, to: { projectId: dropTarget.projectId, parentId: null, sectionId: null } }];
    case "label":
      return [{ kind: "set", tasks, fields: {}, labels: { addLabelIds: [dropTarget.labelId] } }];
    case "day":
      return changesToDay(tasks, dropTarget.date, dropTarget.timeZone);
    case "date": {
      const { date, minutes, timeZone } = dropTarget;
      return date === null || minutes === undefined
        ? changesToDay(tasks, date, timeZone)
        : changesToTime(tasks, { date, minutes, timeZone });
    }
    case "group": {
      const to = groupOf(dragLayout, dropTarget.groupKey);
      return to ? changesInto(tasks, groupOf(dragLayout, dragLayout.fromKey)?.group, to.group) : [];
    }
    default:
      return positionChanges(dragLayout, dropTarget);
  }
}

/**
 * Returns the changes for a drop between rows or into a task. The position is identified by the preceding row instead
 * of an index, because other users may change the rows in the meantime.
 */
function positionChanges(
  dragLayout: DragLayout,
  dropTarget: Extract<DropTarget, { kind: "line" | "into" }>,
): GroupChange[] {
  const { dragged: tasks } = dragLayout;
  const group = groupOf(dragLayout, dropTarget.groupKey);
  if (!group) return [];
  const parent = parentAt(dragLayout, dropTarget);
  if (dropTarget.kind === "into")
    return parent ? [move(tasks, { parentId: parent.id, sectionId: parent.sectionId })] : [];

  const rest = rowsWithoutDragged(group, tasks);
  const above = rest.slice(0, dropTarget.index);
  const siblings = above.slice(parent ? above.findIndex(({ task }) => task.id === parent.id) + 1 : 0);
  const before = siblings.findLast(({ depth }) => depth === dropTarget.depth)?.task;
  const isUnfolded = (rest[dropTarget.index]?.depth ?? 0) === dropTarget.depth;
  const beside = parent ?? before ?? rest[dropTarget.index]?.task ?? tasks[0];
  const sectionId = parent
    ? parent.sectionId
    : (group.group.place?.sectionId ?? (isSectioned(group) ? null : beside?.sectionId));
  const home = { parentId: parent?.id ?? null, ...(sectionId === undefined ? {} : { sectionId }) };
  // The sub-tasks are folded, so the task is added after all of them.
  if (parent && !before && !isUnfolded) return [move(tasks, home)];
  const to = { ...home, after: before?.id ?? null };
  return isAtPosition(group, tasks, to) ? [] : [move(tasks, to)];
}

const move = (tasks: readonly ListedTask[], to: Destination): GroupChange => ({ kind: "move", tasks, to });

const isSectioned = ({ group }: ShownGroup) => group.place?.sectionId !== undefined;

/** Returns whether a single task is already at this position. */
function isAtPosition({ rows }: ShownGroup, [task, ...others]: readonly ListedTask[], to: Destination): boolean {
  const at = rows.findIndex((row) => row.task.id === task?.id);
  const row = rows[at];
  if (!row || others.length > 0) return false;
  if (row.task.parentId !== to.parentId || (to.sectionId !== undefined && row.task.sectionId !== to.sectionId))
    return false;
  const before = rows
    .slice(0, at)
    .findLast(({ task: other, depth }) => depth === row.depth && other.parentId === row.task.parentId);
  return (before?.task.id ?? null) === to.after;
}
