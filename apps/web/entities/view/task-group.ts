import { addDays } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { Expression, TaskPart } from "@docket/schema/filter/expression";
import { allOf, listScopeOf, notOf, simplify } from "@docket/schema/filter/expression";
import type { Label } from "@docket/schema/label";
import type { Project } from "@docket/schema/project";
import type { Section } from "@docket/schema/section";
import type { CreateTask, ListedTask, TaskFields, TaskFilter } from "@docket/schema/task";
import type { WorkspacePerson } from "@docket/schema/workspace";
import type { TaskListInput } from "../../replica/task-list.ts";
import type { LoadedList } from "../../replica/use-task-lists.ts";
import type { Viewer } from "../viewer/viewer.tsx";
import { impliedFields } from "./implied-fields.ts";
import type { Grouping, ViewState } from "./view-state.ts";

/** Fields set on a task when it is added or moved to a group, in addition to the page's own fields. */
export type GroupFields = Pick<TaskFields, "priority" | "due" | "labelIds" | "assigneeIds">;

/** Tasks shown under one heading or in one column. */
export type TaskGroup = {
  /** A stable key, such as a section's id, a status or a day. */
  key: string;
  /** A message key for a fixed group, or the name of an entity. Null for the only group of an ungrouped view. */
  heading: { text: GroupText } | { name: string; color?: string } | null;
  list: TaskListInput;
  /** The day on which the group's tasks are due. Their rows omit it and show only the time. */
  day?: Day;
  /** Returns the part of `list` that the group shows, if several groups share a list. Such a group is never omitted. */
  partOf?: (list: LoadedList) => LoadedList;
  /** Future occurrences of repeating tasks, shown after the tasks. */
  projected?: readonly ListedTask[];
  /**
   * Whether the group is hidden or narrow while it is empty. Set if there can be many groups, such as one per label.
   */
  isOptional?: boolean;
  /**
   * Filter shared by all groups of the view, which allows counting them all with one request. Absent if the groups are
   * independent.
   */
  shared?: Partial<TaskFilter>;
  /**
   * Changes to a task that is added to or dropped on the group. Absent if the group accepts no tasks, e.g. cancelled
   * ones.
   */
  place?: { projectId?: string; sectionId?: string | null; fields?: GroupFields; status?: "open" | "done" };
};

/** Message keys under `view.groups`, for headings that are not user content. */
export type GroupText =
  | "open"
  | "done"
  | "cancelled"
  | "high"
  | "medium"
  | "low"
  | "noPriority"
  | "overdue"
  | "today"
  | "tomorrow"
  | "nextDays"
  | "later"
  | "noDate"
  | "nobody"
  | "noLabel"
  | "noSection"
  | "inbox";

/** The range of days whose tasks a calendar loads, inclusive, with those that begin earlier and can last until it. */
export type CalendarDays = { dueFrom: Day; dueTo: Day; withLasting: true };

/** The data from which groups are built. */
export type GroupSource = {
  workspaceId: string;
  /** The page's own filter, which all tasks of the view match. */
  filter: Partial<TaskFilter>;
  /** The filter that the viewer has set. */
  where: Expression | null;
  sections: readonly Section[];
  labels: readonly Label[];
  members: readonly WorkspacePerson[];
  projects: readonly Project[];
  today: Day;
  timeZone: string;
  /** The days shown by the calendar; null in other layouts. */
  calendarDays: CalendarDays | null;
};

/** The entities of a view whose groups never depend on them, such as the calendar's. */
export const NO_ENTITIES: Pick<GroupSource, "sections" | "labels" | "members" | "projects"> = {
  sections: [],
  labels: [],
  members: [],
  projects: [],
};

/** Whether the view is a tree: tasks in manual order, with sub-tasks nested in their parents. */
export function isTree({ groupBy, sortBy, filter }: Pick<ViewState, "groupBy" | "sortBy" | "filter">): boolean {
  return sortBy === "manual" && filter === "" && (groupBy === "none" || groupBy === "section");
}

/** Whether tasks are in manual order, so that a position between two of them is meaningful. */
export function isManuallyOrdered(state: ViewState, groups: readonly TaskGroup[]): boolean {
  const isOneProject = groups.every(({ list }) => list.filter.projectId !== undefined);
  return state.layout !== "calendar" && isTree(state) && state.direction === "ascending" && isOneProject;
}

/** Returns the groups of a view in display order. */
export function taskGroups(chosen: ViewState, source: GroupSource): TaskGroup[] {
  const { calendarDays } = source;
  const state: ViewState = calendarDays ? { ...chosen, groupBy: "none", ...BY_DAY } : chosen;
  const shared: Partial<TaskFilter> = {
    ...withWhere(source.filter, source.where, source.timeZone),
    ...(state.withClosed ? { status: "any" } : {}),
    ...(isTree(state) && source.filter.projectId !== undefined ? { parentId: null } : {}),
  };
  const group = (
    key: string,
    heading: TaskGroup["heading"],
    filter: Partial<TaskFilter>,
    place?: TaskGroup["place"],
  ): TaskGroup => ({
    key,
    heading,
    list: {
      workspaceId: source.workspaceId,
      filter: { ...shared, ...filter },
      ...orderOf(state),
    },
    shared,
    ...(place ? { place } : {}),
  });
  return calendarDays ? calendarGroups(group, calendarDays, source.timeZone) : GROUPS[state.groupBy](group, source);
}

/** Returns the order of a view as input for a task list. */
export function orderOf({
  sortBy,
  direction,
}: Pick<ViewState, "sortBy" | "direction">): Pick<TaskListInput, "order" | "direction"> {
  return { order: sortBy, direction };
}

const BY_DAY = { sortBy: "due", direction: "ascending" } as const;

/**
 * Returns the groups of a calendar: one list for all its days, and one for tasks without a date. The calendar itself
 * assigns tasks to days.
 */
function calendarGroups(group: MakeGroup, days: CalendarDays, timeZone: string): TaskGroup[] {
  return [
    group("days", null, { ...days, timeZone }, {}),
    group("never", { text: "noDate" }, { hasDue: false }, { fields: { due: null } }),
  ];
}

/** Adds a condition to a list's filter. The list includes closed or archived tasks if the condition refers to them. */
export function withWhere(
  filter: Partial<TaskFilter>,
  where: Expression | null,
  timeZone: string,
): Partial<TaskFilter> {
  if (where === null) return filter;
  const scope = listScopeOf(where);
  return {
    ...filter,
    ...(scope.status === "any" ? { status: "any" } : {}),
    ...(scope.isArchived === "any" ? { isArchived: "any" } : {}),
    where,
    timeZone,
  };
}

type MakeGroup = (
  key: string,
  heading: TaskGroup["heading"],
  filter: Partial<TaskFilter>,
  place?: TaskGroup["place"],
) => TaskGroup;

/**
 * Returns the initial fields that make a new task appear in a group: the fields of the group and of the view, and those
 * that the viewer's filter implies.
 */
export function fieldsOfGroup(
  { place, list }: TaskGroup,
  viewer: Pick<Viewer, "userId" | "today">,
): Partial<CreateTask> {
  const { labelId, assigneeId, where } = list.filter;
  const { labelIds = [], assigneeIds = [], ...fields } = place?.fields ?? {};
  const implied = impliedFields(where, viewer);
  return {
    ...implied,
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    labelIds: setOf(labelId, labelIds, implied.labelIds),
    assigneeIds: setOf(assigneeId, assigneeIds, implied.assigneeIds),
  };
}

function setOf(first: string | undefined, ...others: (readonly string[] | undefined)[]): string[] {
  return [...new Set([...(first === undefined ? [] : [first]), ...others.flatMap((ids) => ids ?? [])])];
}

const GROUPS: Record<Grouping, (group: MakeGroup, source: GroupSource) => TaskGroup[]> = {
  none: (group) => [group("all", null, {}, {})],
  section: (group, { sections }) => [
    { ...group("none", { text: "noSection" }, { sectionId: null }, { sectionId: null }), isOptional: true },
    ...sections.map(({ id, name }) => group(id, { name }, { sectionId: id }, { sectionId: id })),
  ],
  status: (group, { filter }) => [
    ...(filter.status === "closed" ? [] : [group("open", { text: "open" }, { status: "open" }, { status: "open" })]),
    group("done", { text: "done" }, { status: "done" }, { status: "done" }),
    group("cancelled", { text: "cancelled" }, { status: "cancelled" }),
  ],
  priority: (group) =>
    ([3, 2, 1, 0] as const).map((priority) =>
      group(`p${priority}`, { text: PRIORITY_TEXTS[priority] }, { priority: [priority] }, { fields: { priority } }),
    ),
  due: (group, { today, timeZone }) => {
    const tomorrow = addDays(today, 1);
    const onDay = (key: "today" | "tomorrow", date: Day) => ({
      ...group(key, { text: key }, { dueFrom: date, dueTo: date, timeZone }, { fields: { due: { date } } }),
      day: date,
    });
    return [
      group("overdue", { text: "overdue" }, { dueTo: addDays(today, -1), timeZone }),
      onDay("today", today),
      onDay("tomorrow", tomorrow),
      group("week", { text: "nextDays" }, { dueFrom: addDays(today, 2), dueTo: addDays(today, 7), timeZone }),
      group("later", { text: "later" }, { dueFrom: addDays(today, 8), timeZone }),
      group("never", { text: "noDate" }, { hasDue: false }, { fields: { due: null } }),
    ];
  },
  assignee: (group, source) => [
    ...source.members.map(({ userId, name }) =>
      group(userId, { name }, withLabelOrAssignee("assignee", userId, source), { fields: { assigneeIds: [userId] } }),
    ),
    ...(source.filter.assigneeId === undefined
      ? [group("nobody", { text: "nobody" }, withoutPart("assignee", source), { fields: { assigneeIds: [] } })]
      : []),
  ],
  label: (group, source) => [
    ...source.labels.map(({ id, name, color }) => ({
      ...group(id, { name, color }, withLabelOrAssignee("label", id, source), { fields: { labelIds: [id] } }),
      isOptional: true,
    })),
    ...(source.filter.labelId === undefined
      ? [group("unlabelled", { text: "noLabel" }, withoutPart("labels", source), { fields: { labelIds: [] } })]
      : []),
  ],
  project: (group, { projects }) =>
    projects.map(({ id, name, color, isInbox }) =>
      group(id, isInbox ? { text: "inbox" } : { name, color }, { projectId: id }, { projectId: id }),
    ),
};

type Filtered = Pick<GroupSource, "filter" | "where" | "timeZone">;

/** Returns the filter for tasks with a label or assignee. Keeps a label or assignee that the view itself requires. */
function withLabelOrAssignee(field: "label" | "assignee", id: string, source: Filtered): Partial<TaskFilter> {
  const name = `${field}Id` as const;
  return source.filter[name] === undefined ? { [name]: id } : andCondition({ field, is: [id] }, source);
}

/** Returns the filter for tasks that lack a part, such as labels or assignees, combined with the viewer's filter. */
function withoutPart(part: TaskPart, source: Filtered): Partial<TaskFilter> {
  return andCondition(notOf({ field: "has", is: part }), source);
}

function andCondition(condition: Expression, { where, timeZone }: Filtered): Partial<TaskFilter> {
  return { where: where === null ? condition : allOf([simplify(where), condition]), timeZone };
}

const PRIORITY_TEXTS = { 3: "high", 2: "medium", 1: "low", 0: "noPriority" } as const;
