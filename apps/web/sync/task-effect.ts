import type { Id } from "@docket/schema/id";
import { ranksBetween } from "@docket/schema/rank";
import type { ListedTask } from "@docket/schema/task";
import { compareTasks } from "@docket/schema/task-order";
import {
  closeTask,
  moveTarget,
  newTask,
  newTasks,
  reopenTask,
  withFields,
  withSharedFields,
} from "@docket/schema/task-state";
import type { ActorStamp, TaskContainer } from "@docket/schema/task-state";
import type { Write, WriteInput, WriteOf } from "./write.ts";

/** What a write does to the tasks on the page, before the server has said so. */
export type TaskEffect = {
  /** Tasks that stand on the page only since then. */
  created: ListedTask[];
  /** The task as it is after the write; null when it is in no list any more. */
  patch: (task: ListedTask) => ListedTask | null;
};

type Known = ReadonlyMap<Id, ListedTask>;
type Context = ActorStamp & { known: Known };

/** Where a new task stands that names no section and no parent. */
const NOWHERE = { sectionId: null, parentId: null };
const UNCHANGED: TaskEffect = { created: [], patch: (task) => task };

/** The tasks that a write touches: those that it names, and for all but an edit those below them. */
export function touchedTasks(path: Write["path"], input: object, known: Known): Id[] {
  if (!path.startsWith("task.")) return [];
  const named = namedTasks(input);
  if (path === "task.createMany" || path === "task.create" || path === "task.update" || path === "task.updateMany")
    return named;
  const touched = new Set(named);
  for (let size = 0; size !== touched.size;) {
    size = touched.size;
    for (const task of known.values()) if (task.parentId !== null && touched.has(task.parentId)) touched.add(task.id);
  }
  return [...touched];
}

function namedTasks(input: object): Id[] {
  if ("items" in input && Array.isArray(input.items)) return (input.items as { id: Id }[]).map(({ id }) => id);
  if ("ids" in input && Array.isArray(input.ids)) return input.ids as Id[];
  return "id" in input && typeof input.id === "string" ? [input.id] : [];
}

/**
 * The effect of a write on tasks, by the same rules as the server's. What has none here shows when the server answers.
 *
 * @param context `known` holds the tasks on the page, neighbours for the order; `now` is an ISO instant
 */
export function taskEffect(write: Write, context: Context): TaskEffect {
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

/** The named tasks are closed whatever they were, those below them if they were open. */
function closing(
  write: WriteOf<"task.complete" | "task.cancel">,
  status: "done" | "cancelled",
  act: ActorStamp,
): TaskEffect {
  const named = new Set(write.input.ids);
  return onTouched(write, (task) =>
    task.status === "open" || named.has(task.id) ? closeTask(task, status, act) : task,
  );
}

/** The effect of taking a step back: the tasks as they were before it, with the versions that they have by now. */
export function restoring(before: ReadonlyMap<Id, ListedTask | null>): TaskEffect {
  return {
    created: [...before.values()].filter((task) => task !== null),
    patch: (task) => {
      const earlier = before.get(task.id);
      return earlier ? { ...earlier, version: task.version } : earlier === null ? null : task;
    },
  };
}

function onTouched(write: Write, change: (task: ListedTask) => ListedTask | null): TaskEffect {
  const touched = new Set(write.taskIds);
  return { created: [], patch: (task) => (touched.has(task.id) ? change(task) : task) };
}

function createdTask({ input, workspaceId }: WriteOf<"task.create">, context: Context): ListedTask {
  const { description, ...task } = newTask({ ...input, workspaceId }, context);
  const [rank = ""] = ranksAt(siblingsOf(context.known, task, new Set()), input, 1);
  return { ...task, rank, hasDescription: description !== "", subtasks: { all: 0, open: 0 } };
}

function createdTasks({ input, workspaceId }: WriteOf<"task.createMany">, context: Context): ListedTask[] {
  const tasks = newTasks({ ...input, workspaceId }, context);
  const counts = new Map<Id, number>();
  for (const { parentId } of tasks) if (parentId !== null) counts.set(parentId, (counts.get(parentId) ?? 0) + 1);
  const atTop = tasks.filter(({ parentId }) => parentId === (input.parentId ?? null));
  const ranks = ranksAt(siblingsOf(context.known, { ...NOWHERE, ...input }, new Set()), input, atTop.length);
  // Those below others have a list of their own, in which they are the only ones.
  const inside = ranksBetween(null, null, tasks.length);
  return tasks.map(({ description, ...task }, index) => {
    const rank = ranks[atTop.findIndex(({ id }) => id === task.id)] ?? inside[index] ?? "";
    const below = counts.get(task.id) ?? 0;
    return { ...task, rank, hasDescription: description !== "", subtasks: { all: below, open: below } };
  });
}

function edited(
  task: ListedTask,
  { description, ...fields }: WriteInput<"task.update">["set"],
  { now }: Context,
): ListedTask {
  const hasDescription = description === undefined ? task.hasDescription : description !== "";
  return { ...withFields(task, fields, now), hasDescription, updatedAt: now };
}

/** Named tasks go to their new place in the order in which they are named; those below them go along. */
function moved(write: WriteOf<"task.move">, { known }: Context): TaskEffect {
  const { ids } = write.input;
  const first = known.get(ids[0] ?? "");
  if (!first) return UNCHANGED;
  const target = moveTarget(write.input, first);
  // A sub-task is always in the section of its parent.
  const parent = target.parentId === null ? undefined : known.get(target.parentId);
  const home = parent ? { ...target, sectionId: parent.sectionId } : target;
  const ranks = ranksAt(siblingsOf(known, home, new Set(ids)), write.input, ids.length);
  const rankOf = new Map(ids.map((id, index) => [id, ranks[index] ?? ""]));
  return onTouched(write, (task) => {
    const rank = rankOf.get(task.id);
    return rank === undefined
      ? { ...task, projectId: home.projectId, sectionId: home.sectionId }
      : { ...task, ...home, rank };
  });
}

function siblingsOf(known: Known, home: TaskContainer, without: ReadonlySet<Id>): ListedTask[] {
  return [...known.values()]
    .filter(
      (task) =>
        task.projectId === home.projectId &&
        task.sectionId === home.sectionId &&
        task.parentId === home.parentId &&
        !without.has(task.id),
    )
    .sort(compareTasks("manual", "ascending"));
}

/** Order keys for a place among siblings: behind `after`, in front of `before`, or at the end. */
function ranksAt(
  siblings: ListedTask[],
  { after, before }: { after?: Id | null | undefined; before?: Id | null | undefined },
  count: number,
): string[] {
  const behind = siblings.findIndex((task) => task.id === after);
  const ahead = siblings.findIndex((task) => task.id === before);
  const index = behind >= 0 ? behind + 1 : after === null ? 0 : ahead >= 0 ? ahead : siblings.length;
  return ranksBetween(siblings[index - 1]?.rank ?? null, siblings[index]?.rank ?? null, count);
}
