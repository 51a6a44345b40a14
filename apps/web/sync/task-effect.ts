import type { Id } from "@docket/schema/id";
import { ranksBetween } from "@docket/schema/rank";
import type { ListedTask } from "@docket/schema/task";
import type { Write, WriteInput, WriteOf } from "./write.ts";

/** What a write does to the tasks on the page, before the server has said so. */
export type TaskEffect = {
  created: ListedTask[];
  /** The task as it is after the write; null when it is in no list any more. */
  patch: (task: ListedTask) => ListedTask | null;
};

type Known = ReadonlyMap<Id, ListedTask>;
type Context = { known: Known; userId: Id; now: string };

const UNCHANGED: TaskEffect = { created: [], patch: (task) => task };

/** The tasks that a write touches: those that it names, and for all but an edit those below them. */
export function touchedTasks(path: Write["path"], input: object, known: Known): Id[] {
  const named = namedTasks(input);
  if (!path.startsWith("task.") || path === "task.create" || path === "task.update" || path === "task.updateMany")
    return named;
  const touched = new Set(named);
  for (let size = 0; size !== touched.size;) {
    size = touched.size;
    for (const task of known.values()) if (task.parentId !== null && touched.has(task.parentId)) touched.add(task.id);
  }
  return [...touched];
}

function namedTasks(input: object): Id[] {
  if ("ids" in input && Array.isArray(input.ids)) return input.ids as Id[];
  return "id" in input && typeof input.id === "string" ? [input.id] : [];
}

/**
 * The effect of a write on tasks. What can't be told beforehand (a copy, what an undo brings back) has none, and shows when
 * the server answers.
 *
 * @param context `known` holds the tasks on the page: neighbours for the order; `now` is an ISO instant
 */
export function taskEffect(write: Write, context: Context): TaskEffect {
  switch (write.path) {
    case "task.create":
      return { ...UNCHANGED, created: [newTask(write, context)] };
    case "task.update":
      return onTouched(write, (task) => withFields(task, write.input.set, context));
    case "task.updateMany":
      return onTouched(write, (task) => withBulkFields(task, write.input, context));
    case "task.move":
      return moved(write, context);
    case "task.complete":
    case "task.cancel":
      return closed(write, write.path === "task.complete" ? "done" : "cancelled", context);
    case "task.reopen":
      return onNamed(write, (task) => ({ ...task, status: "open", completedAt: null, completedBy: null }));
    case "task.trash":
    case "task.purge":
      return onTouched(write, () => null);
    default:
      return UNCHANGED;
  }
}

function onTouched(write: Write, change: (task: ListedTask) => ListedTask | null): TaskEffect {
  const touched = new Set(write.taskIds);
  return { created: [], patch: (task) => (touched.has(task.id) ? change(task) : task) };
}

function onNamed(write: WriteOf<"task.reopen">, change: (task: ListedTask) => ListedTask): TaskEffect {
  const named = new Set(write.input.ids);
  return { created: [], patch: (task) => (named.has(task.id) ? change(task) : task) };
}

function closed(
  write: WriteOf<"task.complete" | "task.cancel">,
  status: "done" | "cancelled",
  { userId, now }: Context,
): TaskEffect {
  const named = new Set(write.input.ids);
  return onTouched(write, (task) =>
    task.status === "open" || named.has(task.id) ? { ...task, status, completedAt: now, completedBy: userId } : task,
  );
}

function newTask({ input, workspaceId }: WriteOf<"task.create">, { known, userId, now }: Context): ListedTask {
  const home = { projectId: input.projectId, sectionId: input.sectionId ?? null, parentId: input.parentId ?? null };
  const [rank = ""] = ranksAt(siblingsOf(known, home, new Set()), input, 1);
  return {
    workspaceId,
    id: input.id,
    ...home,
    number: 0,
    title: input.title,
    status: "open",
    completedAt: null,
    completedBy: null,
    priority: input.priority ?? 0,
    start: input.start ?? null,
    due: input.due ?? null,
    durationMinutes: input.durationMinutes ?? null,
    labelIds: input.labelIds ?? [],
    assigneeIds: input.assigneeIds ?? [],
    rank,
    // The server begins with it too, so that an edit can follow before the answer.
    version: 1,
    createdBy: userId,
    createdAt: now,
    updatedAt: now,
    archivedAt: null,
    deletedAt: null,
    deletedRoot: null,
    hasDescription: (input.description ?? "") !== "",
    subtasks: { all: 0, open: 0 },
  };
}

function withFields(
  task: ListedTask,
  { description, isArchived, ...fields }: WriteInput<"task.update">["set"],
  { now }: Context,
): ListedTask {
  // Only what is given: an absent field and one that is undefined mean the same.
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  return {
    ...task,
    ...given,
    ...(description === undefined ? {} : { hasDescription: description !== "" }),
    ...(isArchived === undefined ? {} : { archivedAt: isArchived ? now : null }),
    updatedAt: now,
  };
}

function withBulkFields(task: ListedTask, input: WriteInput<"task.updateMany">, context: Context): ListedTask {
  const after = withFields(task, input.set, context);
  const removed = new Set(input.removeLabelIds ?? []);
  const labelIds = [...new Set([...after.labelIds, ...(input.addLabelIds ?? [])])].filter((id) => !removed.has(id));
  return { ...after, labelIds: labelIds.sort() };
}

type Home = Pick<ListedTask, "projectId" | "sectionId" | "parentId">;

/** Named tasks go to their new place in the order in which they are named; those below them go along. */
function moved(write: WriteOf<"task.move">, { known }: Context): TaskEffect {
  const { ids, parentId } = write.input;
  const first = known.get(ids[0] ?? "");
  if (!first) return UNCHANGED;
  const home = homeOf(write.input, first, parentId == null ? undefined : known.get(parentId));
  const ranks = ranksAt(siblingsOf(known, home, new Set(ids)), write.input, ids.length);
  const rankOf = new Map(ids.map((id, index) => [id, ranks[index] ?? ""]));
  return onTouched(write, (task) => {
    const rank = rankOf.get(task.id);
    return rank === undefined
      ? { ...task, projectId: home.projectId, sectionId: home.sectionId }
      : { ...task, ...home, rank };
  });
}

/** Where moved tasks will stand: what is not named stays, except what can't in another project or section. */
function homeOf(input: WriteInput<"task.move">, first: ListedTask, parent: ListedTask | undefined): Home {
  const projectId = parent?.projectId ?? input.projectId ?? first.projectId;
  const isElsewhere = projectId !== first.projectId;
  const sectionId = parent ? parent.sectionId : input.sectionId;
  const parentId = input.parentId;
  return {
    projectId,
    sectionId: sectionId === undefined ? (isElsewhere ? null : first.sectionId) : sectionId,
    parentId:
      parentId === undefined ? (isElsewhere || input.sectionId !== undefined ? null : first.parentId) : parentId,
  };
}

function siblingsOf(known: Known, home: Home, without: ReadonlySet<Id>): ListedTask[] {
  return [...known.values()]
    .filter(
      (task) =>
        task.projectId === home.projectId &&
        task.sectionId === home.sectionId &&
        task.parentId === home.parentId &&
        !without.has(task.id),
    )
    .sort((left, right) =>
      left.rank === right.rank ? (left.id < right.id ? -1 : 1) : left.rank < right.rank ? -1 : 1,
    );
}

/** Order keys for a place among siblings: behind `after`, in front of `before`, or at the end. */
function ranksAt(
  siblings: ListedTask[],
  { after, before }: { after?: Id | null | undefined; before?: Id | null | undefined },
  count: number,
): string[] {
  const behind = after == null ? -1 : siblings.findIndex((task) => task.id === after);
  const ahead = before == null ? -1 : siblings.findIndex((task) => task.id === before);
  const index = behind >= 0 ? behind + 1 : after === null ? 0 : ahead >= 0 ? ahead : siblings.length;
  return ranksBetween(siblings[index - 1]?.rank ?? null, siblings[index]?.rank ?? null, count);
}
