import { addDays } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { Expression, TaskPart } from "@docket/schema/filter/expression";
import { allOf, listScopeOf, notOf, simplified } from "@docket/schema/filter/expression";
import type { Label } from "@docket/schema/label";
import type { Project } from "@docket/schema/project";
import type { Section } from "@docket/schema/section";
import type { CreateTask, TaskFields, TaskFilter } from "@docket/schema/task";
import type { WorkspaceMember } from "@docket/schema/workspace";
import type { TaskListInput } from "../../sync/task-list.ts";
import type { Grouping, ViewState } from "./view-state.ts";

/** What a task gets by being put or made in a group, besides what the view gives it. */
export type GroupFields = Pick<TaskFields, "priority" | "due" | "labelIds" | "assigneeIds">;

/** Tasks that stand together under one heading, or in one column. */
export type TaskGroup = {
  /** The same one as long as it is about the same thing: a section's id, a status, a day. */
  key: string;
  /** A text of the catalogue for fixed groups, or the name of the thing. Null for the only group of a view. */
  heading: { text: GroupText } | { name: string; color?: string } | null;
  list: TaskListInput;
  /** It is one of many that may have nothing in them, and then stands back. */
  isOptional?: boolean;
  /** What the groups of its view have in common: their tasks are counted together. Absent where each stands for itself. */
  shared?: Partial<TaskFilter>;
  /** Where a task goes that is made or dropped here; absent where that makes no sense, like among the cancelled. */
  place?: { projectId?: string; sectionId?: string | null; fields?: GroupFields; status?: "open" | "done" };
};

/** Names of the headings that are not somebody's own words: texts under `view.groups`. */
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

/** The days whose tasks a calendar asks for, both included. */
export type CalendarDays = { dueFrom: Day; dueTo: Day };

/** What the headings are made of. */
export type GroupSource = {
  workspaceId: string;
  /** What all tasks of the view have in common. */
  filter: Partial<TaskFilter>;
  /** The filter that the reader put over it. */
  where: Expression | null;
  sections: readonly Section[];
  labels: readonly Label[];
  members: readonly WorkspaceMember[];
  projects: readonly Project[];
  today: Day;
  timeZone: string;
  /** The days that a calendar shows; null where the view is none. */
  calendarDays: CalendarDays | null;
};

/** Whether the view shows tasks as a tree: in their own order, with sub-tasks folded into their parents. */
export function isTree({ groupBy, sortBy, filter }: Pick<ViewState, "groupBy" | "sortBy" | "filter">): boolean {
  return sortBy === "manual" && filter === "" && (groupBy === "none" || groupBy === "section");
}

/** Whether the tasks stand in the order that people made, so that a place between two of them means something. */
export function isOrderedByHand(state: ViewState, groups: readonly TaskGroup[]): boolean {
  const isOneProject = groups.every(({ list }) => list.filter.projectId !== undefined);
  return state.layout !== "calendar" && isTree(state) && state.direction === "ascending" && isOneProject;
}

/** The groups of a view, in the order in which they stand. */
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

/** The order of a view, as a list is asked for it. */
export function orderOf({
  sortBy,
  direction,
}: Pick<ViewState, "sortBy" | "direction">): Pick<TaskListInput, "order" | "direction"> {
  return { order: sortBy, direction };
}

const BY_DAY = { sortBy: "due", direction: "ascending" } as const;

/** A calendar puts tasks on days itself: it asks for all of its days at once, and for what has none. */
function calendarGroups(group: MakeGroup, days: CalendarDays, timeZone: string): TaskGroup[] {
  return [
    group("days", null, { ...days, timeZone }, {}),
    group("never", { text: "noDate" }, { hasDue: false }, { fields: { due: null } }),
  ];
}

/** The filter of a list with a condition over it; one that speaks of closed or archived tasks is asked about those too. */
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

/** The fields that a new task of this group has from the start, so that it stands there: its own, and what all of the view have. */
export function fieldsOfGroup({ place, list }: TaskGroup): Partial<CreateTask> {
  const { labelId, assigneeId } = list.filter;
  const { labelIds = [], assigneeIds = [], ...fields } = place?.fields ?? {};
  return {
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    labelIds: [...new Set([...(labelId === undefined ? [] : [labelId]), ...labelIds])],
    assigneeIds: [...new Set([...(assigneeId === undefined ? [] : [assigneeId]), ...assigneeIds])],
  };
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
    const due = (date: Day) => ({ fields: { due: { date } } });
    const tomorrow = addDays(today, 1);
    return [
      group("overdue", { text: "overdue" }, { dueTo: addDays(today, -1), timeZone }),
      group("today", { text: "today" }, { dueFrom: today, dueTo: today, timeZone }, due(today)),
      group("tomorrow", { text: "tomorrow" }, { dueFrom: tomorrow, dueTo: tomorrow, timeZone }, due(tomorrow)),
      group("week", { text: "nextDays" }, { dueFrom: addDays(today, 2), dueTo: addDays(today, 7), timeZone }),
      group("later", { text: "later" }, { dueFrom: addDays(today, 8), timeZone }),
      group("never", { text: "noDate" }, { hasDue: false }, { fields: { due: null } }),
    ];
  },
  assignee: (group, source) => [
    ...source.members.map(({ userId, name }) =>
      group(userId, { name }, having("assignee", userId, source), { fields: { assigneeIds: [userId] } }),
    ),
    ...(source.filter.assigneeId === undefined
      ? [group("nobody", { text: "nobody" }, lacking("assignee", source), { fields: { assigneeIds: [] } })]
      : []),
  ],
  label: (group, source) => [
    ...source.labels.map(({ id, name, color }) => ({
      ...group(id, { name, color }, having("label", id, source), { fields: { labelIds: [id] } }),
      isOptional: true,
    })),
    ...(source.filter.labelId === undefined
      ? [group("unlabelled", { text: "noLabel" }, lacking("labels", source), { fields: { labelIds: [] } })]
      : []),
  ],
  project: (group, { projects }) =>
    projects.map(({ id, name, color, isInbox }) =>
      group(id, isInbox ? { text: "inbox" } : { name, color }, { projectId: id }, { projectId: id }),
    ),
};

type Filtered = Pick<GroupSource, "filter" | "where" | "timeZone">;

/** Tasks with a label or person; where all of the view have one already, those that have this one as well. */
function having(field: "label" | "assignee", id: string, source: Filtered): Partial<TaskFilter> {
  const name = `${field}Id` as const;
  return source.filter[name] === undefined ? { [name]: id } : besides({ field, is: [id] }, source);
}

/** Tasks that lack something, among those that the reader's filter lets through. */
function lacking(part: TaskPart, source: Filtered): Partial<TaskFilter> {
  return besides(notOf({ field: "has", is: part }), source);
}

function besides(condition: Expression, { where, timeZone }: Filtered): Partial<TaskFilter> {
  return { where: where === null ? condition : allOf([simplified(where), condition]), timeZone };
}

const PRIORITY_TEXTS = { 3: "high", 2: "medium", 1: "low", 0: "noPriority" } as const;
