import type { Id } from "./id.ts";
import type { Section } from "./section.ts";
import type { NewRecurrence } from "./task-recurrence.ts";
import type { TaskStatus } from "./task-value.ts";
import type { CreateTask, CreateTasks, MoveTasks, Task, TaskFields, TaskSummary, UpdateTasks } from "./task.ts";
import type { Timestamp } from "./timestamp.ts";
import { putOnDay } from "./when-day.ts";

// The effects of commands on a task, as pure functions. The server stores the result; pages apply it optimistically.

/** The states of a task, and whether a task in each state is closed. The server uses this table, too. */
export const TASK_STATES = {
  open: { isClosed: false },
  done: { isClosed: true },
  cancelled: { isClosed: true },
} as const satisfies Record<TaskStatus, { isClosed: boolean }>;

export type ClosedStatus = {
  [Status in TaskStatus]: (typeof TASK_STATES)[Status]["isClosed"] extends true ? Status : never;
}[TaskStatus];
type WithStatus = { status: TaskStatus };

/** Whether a task is done or cancelled and needs no more work. */
export function isClosed({ status }: WithStatus): boolean {
  return TASK_STATES[status].isClosed;
}

/** Whether a task still needs to be done; the opposite of {@link isClosed}. */
export function isOpen(task: WithStatus): boolean {
  return !isClosed(task);
}

function statuses(): TaskStatus[] {
  return Object.keys(TASK_STATES) as TaskStatus[];
}

/** Returns the states of closed tasks. */
export function closedStatuses(): ClosedStatus[] {
  return statuses().filter((status): status is ClosedStatus => TASK_STATES[status].isClosed);
}

/** Returns the states of open tasks. */
export function openStatuses(): Exclude<TaskStatus, ClosedStatus>[] {
  return statuses().filter((status): status is Exclude<TaskStatus, ClosedStatus> => !TASK_STATES[status].isClosed);
}

/** The user who changes a task, and the time of the change. */
export type ActorStamp = { userId: Id; now: Timestamp };

type Given<Input> = { [Name in keyof Input]?: Input[Name] | undefined };
/** The input for a new task. Omitted fields take their defaults. */
export type NewTask = Given<CreateTask> & Pick<CreateTask, "workspaceId" | "id" | "projectId" | "title">;

/** Returns the distinct IDs in the database's sort order. */
export function sortedSet(ids: Id[]): Id[] {
  return [...new Set(ids)].sort();
}

/** Returns a new task, which does not have a number and a rank yet. */
export function newTask(input: NewTask, { userId, now }: ActorStamp): Task {
  return {
    workspaceId: input.workspaceId,
    id: input.id,
    projectId: input.projectId,
    number: 0,
    sectionId: input.sectionId ?? null,
    parentId: input.parentId ?? null,
    title: input.title,
    description: input.description ?? "",
    ...OPEN_STATE,
    priority: input.priority ?? 0,
    start: input.start ?? null,
    due: input.due ?? null,
    deadline: input.deadline ?? null,
    durationMinutes: input.durationMinutes ?? null,
    ...NO_SERIES,
    ...seriesFields({ id: input.id, seriesId: null, due: input.due ?? null }, input.recurrence ?? null),
    labelIds: sortedSet(input.labelIds ?? []),
    assigneeIds: sortedSet(input.assigneeIds ?? []),
    rank: "",
    version: 1,
    createdBy: userId,
    createdAt: now,
    updatedAt: now,
    archivedAt: null,
    deletedAt: null,
    deletedRoot: null,
  };
}

/** The input for several new tasks. Omitted fields take their defaults. */
export type NewTasks = Given<Omit<CreateTasks, "items">> &
  Pick<CreateTasks, "workspaceId" | "projectId"> & { items: readonly Omit<NewTask, "workspaceId" | "projectId">[] };

/** Returns the new tasks for one command. Items without a parent get the command's parent. */
export function newTasks({ items, ...home }: NewTasks, act: ActorStamp): Task[] {
  return items.map((item) => newTask({ ...home, ...item, parentId: item.parentId ?? home.parentId }, act));
}

/** The series fields of a task that has never repeated. */
export const NO_SERIES = { recurrence: null, seriesId: null, occurrenceOn: null } as const satisfies Partial<Task>;

/** Returns the fields with which a task starts to repeat on its due date. Without one it can't repeat. */
function seriesFields(
  { id, seriesId, due }: Pick<Task, "id" | "seriesId" | "due">,
  recurrence: NewRecurrence | null,
): Partial<Task> {
  if (recurrence === null || due === null) return { recurrence: null };
  return { recurrence: { ...recurrence, start: due }, seriesId: seriesId ?? id, occurrenceOn: due.date };
}

/** The fields that {@link withFields} reads and changes. */
type Editable = Pick<Task, "id" | "archivedAt" | "labelIds" | "assigneeIds" | "due" | "seriesId">;

/**
 * Returns a task with the given fields set. Undefined fields are left unchanged. A task without a due date stops
 * repeating.
 */
export function withFields<State extends Editable>(
  task: State,
  { isArchived, recurrence, ...set }: TaskFields,
  now: Timestamp,
): State {
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  const edited = { ...task, ...given };
  const isRepeatChanged = recurrence !== undefined || set.due === null;
  const merged = isRepeatChanged ? { ...edited, ...seriesFields(edited, recurrence ?? null) } : edited;
  const archivedAt = isArchived === undefined ? task.archivedAt : isArchived ? (task.archivedAt ?? now) : null;
  return { ...merged, archivedAt, labelIds: sortedSet(merged.labelIds), assigneeIds: sortedSet(merged.assigneeIds) };
}

/**
 * Returns a task changed by a bulk update: the given fields are set first, then the due date is moved, and labels are
 * added and removed.
 */
export function withSharedFields<State extends Editable>(
  task: State,
  {
    set,
    dueOn,
    addLabelIds = [],
    removeLabelIds = [],
  }: Given<Pick<UpdateTasks, "addLabelIds" | "removeLabelIds">> & Pick<UpdateTasks, "set" | "dueOn">,
  now: Timestamp,
): State {
  const due = dueOn && putOnDay(set.due === undefined ? task.due : set.due, dueOn.day, dueOn.timeZone);
  const after = withFields(task, due ? { ...set, due } : set, now);
  const labelIds = [...after.labelIds, ...addLabelIds].filter((id) => !removeLabelIds.includes(id));
  return { ...after, labelIds: sortedSet(labelIds) };
}

/**
 * The fields that closing and reopening rules read and change. If a rule uses another field, add it here and to
 * `completeTaskFast`, which completes a task without reading it first.
 */
export type Closable = Pick<Task, "status" | "completedAt" | "completedBy">;

/** The status fields of an open task. */
export const OPEN_STATE = { status: "open", completedAt: null, completedBy: null } as const satisfies Partial<Task>;

/** Returns the task with a closed status, for example `done`. */
export function closeTask<State extends Closable>(
  task: State,
  status: ClosedStatus,
  { userId, now }: ActorStamp,
): State {
  return { ...task, status, completedAt: now, completedBy: userId };
}

/** Returns the reopened task. */
export function reopenTask<State extends Closable>(task: State): State {
  return { ...task, ...OPEN_STATE };
}

/** The fields of a section that affect the state of its tasks. */
export type SectionRules = Pick<Section, "isDoneColumn">;

/** Returns the task after a move into a section. A done column completes open tasks. */
export function enterSection<State extends Closable>(
  task: State,
  section: SectionRules | null,
  stamp: ActorStamp,
): State {
  return section?.isDoneColumn === true && isOpen(task) ? closeTask(task, "done", stamp) : task;
}

/** The list that contains a task, identified by project, section and parent. */
export type TaskContainer = Pick<Task, "projectId" | "sectionId" | "parentId">;

/**
 * Returns the list to which tasks are moved. If the input has no section or parent, tasks keep their own unless the
 * project changes.
 *
 * @param first the first of the tasks that are moved together
 */
export function moveTarget(
  input: Given<Pick<MoveTasks, "projectId" | "sectionId" | "parentId">>,
  first: Pick<TaskSummary, "projectId" | "sectionId" | "parentId">,
): TaskContainer {
  const projectId = input.projectId ?? first.projectId;
  const isElsewhere = projectId !== first.projectId;
  const keptParent = isElsewhere || input.sectionId !== undefined ? null : first.parentId;
  return {
    projectId,
    sectionId: input.sectionId === undefined ? (isElsewhere ? null : first.sectionId) : input.sectionId,
    parentId: input.parentId === undefined ? keptParent : input.parentId,
  };
}
