import type { Id } from "./id.ts";
import type { CreateTask, CreateTasks, MoveTasks, Task, TaskFields, TaskSummary, UpdateTasks } from "./task.ts";
import type { Timestamp } from "./timestamp.ts";

// What commands make of a task, as pure rules: the server stores it so, and pages show it so before the server has answered.

/** Who acts, and when. */
export type ActorStamp = { userId: Id; now: Timestamp };

type Given<Input> = { [Name in keyof Input]?: Input[Name] | undefined };
/** What is not given is as it is in a plain new task. */
export type NewTask = Given<CreateTask> & Pick<CreateTask, "workspaceId" | "id" | "projectId" | "title">;

/** Ids once each, in the order in which the database gives them. */
export function sortedSet(ids: Id[]): Id[] {
  return [...new Set(ids)].sort();
}

/** A task as it is when it is new, before it has its number and its place. */
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
    status: "open",
    completedAt: null,
    completedBy: null,
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

/** What is not given is as it is in plain new tasks. */
export type NewTasks = Given<Omit<CreateTasks, "items">> &
  Pick<CreateTasks, "workspaceId" | "projectId"> & { items: readonly Omit<NewTask, "workspaceId" | "projectId">[] };

/** The new tasks of one command; those that name no parent of their own hang where the whole list goes. */
export function newTasks({ items, ...home }: NewTasks, act: ActorStamp): Task[] {
  return items.map((item) => newTask({ ...home, ...item, parentId: item.parentId ?? home.parentId }, act));
}

/** A task with the fields that a person set; those that are undefined stay as they are. */
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

/** One of several tasks that are changed together: its fields set, then labels added and taken away. */
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

type Closable = Pick<Task, "status" | "completedAt" | "completedBy">;

/** A task as it is once closed. */
export function closed<State extends Closable>(
  task: State,
  status: "done" | "cancelled",
  { userId, now }: ActorStamp,
): State {
  return { ...task, status, completedAt: now, completedBy: userId };
}

/** A task as it is once opened again. */
export function reopened<State extends Closable>(task: State): State {
  return { ...task, status: "open", completedAt: null, completedBy: null };
}

/** The list in which a task stands: its siblings in one project, section and parent. */
export type Home = Pick<Task, "projectId" | "sectionId" | "parentId">;

/**
 * Where a moved task shall stand. Named nothing of it, it keeps its section and parent; in another project it can't.
 *
 * @param first the first of the tasks that are moved together
 */
export function moveTarget(
  input: Given<Pick<MoveTasks, "projectId" | "sectionId" | "parentId">>,
  first: Pick<TaskSummary, "projectId" | "sectionId" | "parentId">,
): Home {
  const projectId = input.projectId ?? first.projectId;
  const isElsewhere = projectId !== first.projectId;
  const keptParent = isElsewhere || input.sectionId !== undefined ? null : first.parentId;
  return {
    projectId,
    sectionId: input.sectionId === undefined ? (isElsewhere ? null : first.sectionId) : input.sectionId,
    parentId: input.parentId === undefined ? keptParent : input.parentId,
  };
}
