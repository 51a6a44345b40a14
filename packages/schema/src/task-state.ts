import type { Id } from "./id.ts";
import type { Section } from "./section.ts";
import type { CreateTask, CreateTasks, MoveTasks, Task, TaskFields, TaskSummary, UpdateTasks } from "./task.ts";
import type { Timestamp } from "./timestamp.ts";

// The effects of commands on a task, as pure functions. The server stores the result; pages show it before the server
// answers.

/** Who changes a task, and when. */
export type ActorStamp = { userId: Id; now: Timestamp };

type Given<Input> = { [Name in keyof Input]?: Input[Name] | undefined };
/** The input of a new task. Absent fields have their defaults. */
export type NewTask = Given<CreateTask> & Pick<CreateTask, "workspaceId" | "id" | "projectId" | "title">;

/** Returns each id once, in the order in which the database returns them. */
export function sortedSet(ids: Id[]): Id[] {
  return [...new Set(ids)].sort();
}

/** Returns a new task before it has a number and a rank. */
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
    durationMinutes: input.durationMinutes ?? null,
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

/** The input of several new tasks. Absent fields have their defaults. */
export type NewTasks = Given<Omit<CreateTasks, "items">> &
  Pick<CreateTasks, "workspaceId" | "projectId"> & { items: readonly Omit<NewTask, "workspaceId" | "projectId">[] };

/** Returns the new tasks of one command. Items without a parent get the parent of the command. */
export function newTasks({ items, ...home }: NewTasks, act: ActorStamp): Task[] {
  return items.map((item) => newTask({ ...home, ...item, parentId: item.parentId ?? home.parentId }, act));
}

/** Returns a task with the given fields set. Undefined fields stay unchanged. */
export function withFields<State extends Pick<Task, "archivedAt" | "labelIds" | "assigneeIds">>(
  task: State,
  { isArchived, ...set }: TaskFields,
  now: Timestamp,
): State {
  const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
  const merged = { ...task, ...given };
  const archivedAt = isArchived === undefined ? task.archivedAt : isArchived ? (task.archivedAt ?? now) : null;
  return { ...merged, archivedAt, labelIds: sortedSet(merged.labelIds), assigneeIds: sortedSet(merged.assigneeIds) };
}

/** Returns one of several tasks that are changed together: sets its fields, then adds and removes labels. */
export function withSharedFields<State extends Pick<Task, "archivedAt" | "labelIds" | "assigneeIds">>(
  task: State,
  {
    set,
    addLabelIds = [],
    removeLabelIds = [],
  }: Given<Pick<UpdateTasks, "addLabelIds" | "removeLabelIds">> & Pick<UpdateTasks, "set">,
  now: Timestamp,
): State {
  const after = withFields(task, set, now);
  const labelIds = [...after.labelIds, ...addLabelIds].filter((id) => !removeLabelIds.includes(id));
  return { ...after, labelIds: sortedSet(labelIds) };
}

/**
 * The fields that the rules of closing and reopening read and change. A rule that reads another field adds it here; the
 * statement that completes a task without reading it first then has to know it too.
 */
export type Closable = Pick<Task, "status" | "completedAt" | "completedBy">;

/** The fields of a task's status while it is open. */
export const OPEN_STATE = { status: "open", completedAt: null, completedBy: null } as const satisfies Partial<Task>;

/** Returns the task as completed or cancelled. */
export function closeTask<State extends Closable>(
  task: State,
  status: "done" | "cancelled",
  { userId, now }: ActorStamp,
): State {
  return { ...task, status, completedAt: now, completedBy: userId };
}

/** Returns the task as open again. */
export function reopenTask<State extends Closable>(task: State): State {
  return { ...task, ...OPEN_STATE };
}

/** The fields of a section on which the state of the tasks in it depends. */
export type SectionRules = Pick<Section, "isDoneColumn">;

/** Returns the task as it is in a section: a section for completed tasks completes open ones. */
export function enterSection<State extends Closable>(
  task: State,
  section: SectionRules | null,
  stamp: ActorStamp,
): State {
  return section?.isDoneColumn === true && task.status === "open" ? closeTask(task, "done", stamp) : task;
}

/** The list that contains a task: tasks of the same project, section and parent. */
export type TaskContainer = Pick<Task, "projectId" | "sectionId" | "parentId">;

/**
 * Returns the list to which tasks are moved. Without a section or parent in the input they keep theirs, except in
 * another project.
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
