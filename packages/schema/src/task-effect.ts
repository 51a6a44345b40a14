import type { z } from "zod";
import type { CommandInput } from "./command-input.ts";
import type { Id } from "./id.ts";
import { ranksBetween } from "./rank.ts";
import { compareTasks } from "./task-order.ts";
import { closeTask, moveTarget, newTask, newTasks, reopenTask, withFields, withSharedFields } from "./task-state.ts";
import type { ActorStamp, TaskContainer } from "./task-state.ts";
import type {
  CreateTask,
  CreateTasks,
  ListedTask,
  MoveTasks,
  SetTaskStatus,
  TasksCommand,
  UpdateTask,
  UpdateTasks,
} from "./task.ts";

/** The commands whose effect on tasks can be computed without the server, with their inputs. */
type TaskCommands = {
  "task.create": typeof CreateTask;
  "task.createMany": typeof CreateTasks;
  "task.update": typeof UpdateTask;
  "task.updateMany": typeof UpdateTasks;
  "task.move": typeof MoveTasks;
  "task.complete": typeof SetTaskStatus;
  "task.cancel": typeof SetTaskStatus;
  "task.reopen": typeof SetTaskStatus;
  "task.trash": typeof TasksCommand;
};

/** A command on tasks that the server has not confirmed. */
export type TaskWrite = {
  [Path in keyof TaskCommands]: {
    path: Path;
    workspaceId: Id;
    input: Omit<z.input<TaskCommands[Path]>, keyof CommandInput>;
    /** The tasks that it changes, including descendants. */
    taskIds: readonly Id[];
    /** The ranks of the created or moved tasks. If omitted, they are computed from the known tasks. */
    ranks?: readonly string[];
  };
}[keyof TaskCommands];

type TaskWriteOf<Path extends keyof TaskCommands> = Extract<TaskWrite, { path: Path }>;

/** The effect of a command on tasks, before the server has confirmed it. */
export type TaskEffect = {
  /** The tasks that the command creates. */
  created: ListedTask[];
  /** Returns the task after the command, or null if the command removes it from all lists. */
  patch: (task: ListedTask) => ListedTask | null;
};

/** The tasks that the client knows. */
export type KnownTasks = {
  get: (id: Id) => ListedTask | undefined;
  values: () => Iterable<ListedTask>;
  /** Returns tasks among which are all those of a container. If omitted, all tasks are searched. */
  near?: (container: TaskContainer) => Iterable<ListedTask>;
};

type Context = ActorStamp & { known: KnownTasks };

/** The container of a new task whose section and parent are not given. */
const NO_CONTAINER = { sectionId: null, parentId: null };
const UNCHANGED: TaskEffect = { created: [], patch: (task) => task };

/** Returns whether a command on tasks also changes the descendants of the tasks that it names. */
export function changesDescendants(path: string): boolean {
  return !(
    path === "task.createMany" ||
    path === "task.create" ||
    path === "task.update" ||
    path === "task.updateMany"
  );
}

/** Returns the IDs of the tasks that the input of a command names. */
export function namedTasks(input: object): Id[] {
  if ("items" in input && Array.isArray(input.items)) return (input.items as { id: Id }[]).map(({ id }) => id);
  if ("ids" in input && Array.isArray(input.ids)) return input.ids as Id[];
  return "id" in input && typeof input.id === "string" ? [input.id] : [];
}

/**
 * Returns the effect of a command on tasks, according to the same rules as the server. Effects that depend on unknown
 * data, such as the next occurrence of a repeating task, are left to the server.
 *
 * @param context `known` contains the neighbours, from which ranks are computed; `now` is an ISO instant
 */
export function taskEffect(write: TaskWrite, context: Context): TaskEffect {
  switch (write.path) {
    case "task.create":
      return { ...UNCHANGED, created: [createdTask(write, context)] };
    case "task.createMany":
      return { ...UNCHANGED, created: createdTasks(write, context) };
    case "task.update":
      return onTouched(write, (task) => edited(task, write.input.set, context));
    case "task.updateMany":
      return onTouched(write, (task) => ({
        ...withSharedFields(task, write.input, context.now),
        updatedAt: context.now,
      }));
    case "task.move":
      return moved(write, context);
    case "task.complete":
      return closing(write, "done", context);
    case "task.cancel":
      return closing(write, "cancelled", context);
    case "task.reopen": {
      const named = new Set(write.input.ids);
      return onTouched(write, (task) => (named.has(task.id) ? reopenTask(task) : task));
    }
    case "task.trash":
      return onTouched(write, () => null);
    default:
      return UNCHANGED;
  }
}

/** Closes the named tasks, unless they have this status already, and their descendants if they are open. */
function closing(
  write: TaskWriteOf<"task.complete" | "task.cancel">,
  status: "done" | "cancelled",
  stamp: ActorStamp,
): TaskEffect {
  const named = new Set(write.input.ids);
  return onTouched(write, (task) =>
    task.status === "open" || (named.has(task.id) && task.status !== status) ? closeTask(task, status, stamp) : task,
  );
}

function onTouched(write: TaskWrite, change: (task: ListedTask) => ListedTask | null): TaskEffect {
  const touched = new Set(write.taskIds);
  return { created: [], patch: (task) => (touched.has(task.id) ? change(task) : task) };
}

/** Returns the ranks that a command gives to the tasks that it creates or moves. Other commands give none. */
export function ranksFor(write: TaskWrite, known: KnownTasks): string[] {
  switch (write.path) {
    case "task.create":
      return ranksAt(siblingsOf(known, containerOf(write.input, known), new Set()), write.input, 1);
    case "task.createMany": {
      const { input } = write;
      const siblings = siblingsOf(known, containerOf(input, known), new Set());
      return ranksAt(siblings, input, input.items.length);
    }
    case "task.move": {
      const ids = rootsOf(write.input.ids, known);
      const target = targetOf(write, known);
      return target ? ranksAt(siblingsOf(known, target, new Set(ids)), write.input, ids.length) : [];
    }
    default:
      return [];
  }
}

function createdTask(write: TaskWriteOf<"task.create">, context: Context): ListedTask {
  const container = containerOf(write.input, context.known);
  const { description, ...task } = newTask({ ...write.input, ...container, workspaceId: write.workspaceId }, context);
  const [rank = ""] = write.ranks ?? ranksFor(write, context.known);
  return { ...task, rank, hasDescription: description !== "", subtasks: { all: 0, open: 0 } };
}

function createdTasks(write: TaskWriteOf<"task.createMany">, context: Context): ListedTask[] {
  const container = containerOf(write.input, context.known);
  const tasks = newTasks({ ...write.input, ...container, workspaceId: write.workspaceId }, context);
  const counts = new Map<Id, number>();
  for (const { parentId } of tasks) if (parentId !== null) counts.set(parentId, (counts.get(parentId) ?? 0) + 1);
  const ranks = write.ranks ?? ranksFor(write, context.known);
  return tasks.map(({ description, ...task }, index) => {
    const below = counts.get(task.id) ?? 0;
    const rank = ranks[index] ?? "";
    return { ...task, rank, hasDescription: description !== "", subtasks: { all: below, open: below } };
  });
}

function edited(
  task: ListedTask,
  { description, ...fields }: TaskWriteOf<"task.update">["input"]["set"],
  { now }: Context,
): ListedTask {
  const hasDescription = description === undefined ? task.hasDescription : description !== "";
  return { ...withFields(task, fields, now), hasDescription, updatedAt: now };
}

/** Returns the container to which a command moves tasks, or null if the first of them is unknown. */
function targetOf({ input }: TaskWriteOf<"task.move">, known: KnownTasks): TaskContainer | null {
  const first = known.get(input.ids[0] ?? "");
  if (!first) return null;
  const target = moveTarget(input, first);
  // A sub-task is always in the section of its parent.
  const parent = target.parentId === null ? undefined : known.get(target.parentId);
  return parent ? { ...target, sectionId: parent.sectionId } : target;
}

/** Returns the container of new tasks. A sub-task is always in the section of its parent. */
function containerOf(
  input: Partial<TaskContainer> & Pick<TaskContainer, "projectId">,
  known: KnownTasks,
): TaskContainer {
  const { projectId, sectionId, parentId } = { ...NO_CONTAINER, ...input };
  const parent = parentId ? known.get(parentId) : undefined;
  return { projectId, sectionId: parent ? parent.sectionId : sectionId, parentId };
}

/** Returns the tasks that are not below another one of them. The others move along with it. */
function rootsOf(ids: readonly Id[], known: KnownTasks): Id[] {
  const named = new Set(ids);
  const isBelowNamed = (id: Id): boolean => {
    const parentId = known.get(id)?.parentId ?? null;
    return parentId !== null && (named.has(parentId) || isBelowNamed(parentId));
  };
  return ids.filter((id) => !isBelowNamed(id));
}

/** Moves the named tasks, in the given order, and their descendants. */
function moved(write: TaskWriteOf<"task.move">, { known }: Context): TaskEffect {
  const ids = rootsOf(write.input.ids, known);
  const target = targetOf(write, known);
  if (!target) return UNCHANGED;
  const ranks = write.ranks ?? ranksFor(write, known);
  const rankOf = new Map(ids.map((id, index) => [id, ranks[index] ?? ""]));
  return onTouched(write, (task) => {
    const rank = rankOf.get(task.id);
    return rank === undefined
      ? { ...task, projectId: target.projectId, sectionId: target.sectionId }
      : { ...task, ...target, rank };
  });
}

function siblingsOf(known: KnownTasks, container: TaskContainer, without: ReadonlySet<Id>): ListedTask[] {
  return [...(known.near?.(container) ?? known.values())]
    .filter(
      (task) =>
        task.projectId === container.projectId &&
        task.sectionId === container.sectionId &&
        task.parentId === container.parentId &&
        !without.has(task.id),
    )
    .sort(compareTasks("manual", "ascending"));
}

/** Returns ranks for a position among sorted siblings: after `after`, before `before`, or at the end. */
export function ranksAt(
  siblings: readonly { id: Id; rank: string }[],
  { after, before }: { after?: Id | null | undefined; before?: Id | null | undefined },
  count: number,
): string[] {
  const previous = siblings.findIndex((task) => task.id === after);
  const next = siblings.findIndex((task) => task.id === before);
  const index = previous >= 0 ? previous + 1 : after === null ? 0 : next >= 0 ? next : siblings.length;
  return ranksBetween(siblings[index - 1]?.rank ?? null, siblings[index]?.rank ?? null, count);
}
