import type { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { message } from "@docket/schema/message";
import type { Task, TaskRef, TaskSummary } from "@docket/schema/task";
import { TASK_ROLES } from "@docket/schema/task-capability";
import type { TaskCapability } from "@docket/schema/task-capability";
import { MAX_COMMAND_TASKS } from "@docket/schema/task-limit";
import { anyTasksFor, tasksFor } from "../../access/access.ts";
import { missingProjectRole } from "../../access/missing-role.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { LostRace, lockOrder } from "../../log/command/lost-race.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { DomainError, notFound } from "../../runtime/error.ts";
import { taskInclude, toTask } from "./row.ts";

/** Returns the given tasks for which the actor has this capability, in no particular order. */
export async function findTasks(
  db: Tx,
  actor: Actor,
  workspaceId: Id,
  ids: Id[],
  capability: TaskCapability,
  trash: "live" | "any" = "live",
): Promise<Task[]> {
  const role = TASK_ROLES[capability];
  return readTasks(db, workspaceId, ids, trash === "live" ? tasksFor(actor, role) : anyTasksFor(actor, role));
}

/**
 * Returns all tasks that match a condition. The caller must ensure that the reader can see them.
 *
 * @param bound `any` for a command that must not fail because of too many tasks
 * @throws DomainError `invalid` if there are more than {@link MAX_COMMAND_TASKS}
 */
export async function tasksWhere(
  db: Tx,
  where: Prisma.TaskWhereInput & { workspaceId: Id },
  bound: "limited" | "any" = "limited",
): Promise<Task[]> {
  const rows = await db.task.findMany({
    where,
    select: { id: true },
    ...(bound === "limited" && { take: MAX_COMMAND_TASKS + 1 }),
  });
  if (bound === "limited" && rows.length > MAX_COMMAND_TASKS) throw tooMany();
  return readTasks(
    db,
    where.workspaceId,
    rows.map((row) => row.id),
  );
}

/** Maximum number of tasks per statement. Reading more would block the process for other requests. */
const MAX_TASKS_PER_READ = 1_000;

/**
 * Returns tasks by id. The number of tasks is not limited, because a list or tree can contain a whole import. If no
 * `access` is given, the caller must ensure that the reader can see them.
 */
export async function readTasks(
  db: Tx,
  workspaceId: Id,
  ids: Id[],
  access: Prisma.TaskWhereInput = {},
): Promise<Task[]> {
  const tasks: Task[] = [];
  for (let start = 0; start < ids.length; start += MAX_TASKS_PER_READ) {
    const named = { workspaceId, id: { in: ids.slice(start, start + MAX_TASKS_PER_READ) }, AND: access };
    tasks.push(...(await db.task.findMany({ where: named, include: taskInclude })).map(toTask));
  }
  return tasks;
}

/**
 * Returns all of the given tasks, in the given order.
 *
 * @throws DomainError `not_found` if the actor can't see one of them, `forbidden` if they can see all of them but lack
 *   the capability for one
 */
export async function requireTasks(
  db: Tx,
  actor: Actor,
  workspaceId: Id,
  ids: Id[],
  capability: TaskCapability,
  trash: "live" | "any" = "live",
): Promise<Task[]> {
  const wanted = [...new Set(ids)];
  const tasks = await findTasks(db, actor, workspaceId, wanted, capability, trash);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  if (byId.size < wanted.length) {
    const visible = await findTasks(db, actor, workspaceId, wanted, "read", trash);
    if (visible.length < wanted.length) throw notFound("Task");
    throw missingProjectRole(TASK_ROLES[capability]);
  }
  return wanted.flatMap((id) => byId.get(id) ?? []);
}

/** Returns one task for a command; see {@link requireTasks}. */
export async function requireTask(
  db: Tx,
  actor: Actor,
  ref: TaskRef,
  capability: TaskCapability,
  trash: "live" | "any" = "live",
): Promise<Task> {
  const [task] = await requireTasks(db, actor, ref.workspaceId, [ref.id], capability, trash);
  if (!task) throw notFound("Task");
  return task;
}

type LockOptions = {
  capability: TaskCapability;
  trash?: "live" | "any";
  /** Another project that the command changes. */
  projectId?: Id | undefined;
};

/**
 * Returns tasks for a command that depends on more than their own rows: on parents, sub-tasks and sections. Their
 * projects are locked before anything is read, so that the checked conditions still hold when the command writes.
 *
 * @throws the same errors as {@link requireTasks}; LostRace if a task was concurrently moved to another project
 */
export async function lockTasks(
  ctx: Ctx,
  { tx }: CommandScope,
  workspaceId: Id,
  ids: Id[],
  { capability, trash = "live", projectId }: LockOptions,
): Promise<Task[]> {
  const seen = await requireTasks(tx, ctx.actor, workspaceId, ids, capability, trash);
  const locked = new Set([...seen.map((task) => task.projectId), ...(projectId === undefined ? [] : [projectId])]);
  await lockOrder(tx, workspaceId, [...locked]);
  const tasks = await requireTasks(tx, ctx.actor, workspaceId, ids, capability, trash);
  if (tasks.some((task) => !locked.has(task.projectId))) throw new LostRace();
  return tasks;
}

/** Upper bound on the depth of any tree. Limits the number of reads should the data ever contain a cycle. */
const MAX_TREE_DEPTH = 50;

/**
 * Returns the tasks and all their descendants, parents first. Trashed ones are included only if `trash` is `any`. Reads
 * one level at a time: for a recursive query, a planner without good statistics would scan the table once per parent.
 *
 * @throws DomainError `invalid` if there are more than {@link MAX_COMMAND_TASKS}
 */
export async function withDescendants(
  db: Tx,
  workspaceId: Id,
  ids: Id[],
  trash: "live" | "any" = "live",
): Promise<Task[]> {
  const depth = new Map<Id, number>();
  let level = ids;
  for (let at = 0; level.length > 0 && at < MAX_TREE_DEPTH; at += 1) {
    // If one given task is below another, it gets the deeper level.
    for (const id of level) depth.set(id, at);
    if (depth.size > MAX_COMMAND_TASKS) throw tooMany();
    const children = await db.$queryRaw<{ id: Id }[]>`
      SELECT t.id FROM task t WHERE t.workspace_id = ${workspaceId}::uuid AND t.parent_id = ANY(${level}::uuid[])
        AND (t.deleted_at IS NULL OR ${trash === "any"})`;
    level = children.map((row) => row.id);
  }
  const tasks = await readTasks(db, workspaceId, [...depth.keys()]);
  return tasks.sort((left, right) => (depth.get(left.id) ?? 0) - (depth.get(right.id) ?? 0));
}

/** Returns the error for a command that would change too many tasks. */
function tooMany(): DomainError {
  const limit = new Intl.NumberFormat("en").format(MAX_COMMAND_TASKS);
  return new DomainError(
    "invalid",
    message`This affects more than ${limit} tasks, including sub-tasks. Select fewer, or start with the sub-tasks.`,
  );
}

/** Returns the ids of a task's ancestors, nearest first. */
export async function ancestorIds(db: Tx, workspaceId: Id, id: Id): Promise<Id[]> {
  const rows = await db.$queryRaw<{ id: Id }[]>`
    WITH RECURSIVE chain AS (
      SELECT t.parent_id AS id, 1 AS depth FROM task t WHERE t.workspace_id = ${workspaceId}::uuid AND t.id = ${id}::uuid
      UNION ALL
      SELECT parent.parent_id, chain.depth + 1 FROM chain
      JOIN task parent ON parent.workspace_id = ${workspaceId}::uuid AND parent.id = chain.id
      WHERE chain.depth < 50
    ) SELECT id FROM chain WHERE id IS NOT NULL ORDER BY depth`;
  return rows.map((row) => row.id);
}

/** Converts a task to the form used in lists. */
export function toSummary({ description, ...task }: Task): TaskSummary {
  return { ...task, hasDescription: description !== "" };
}

/** Returns tasks by id as the caller sees them now, including trashed ones. Used to answer repeated commands. */
export async function readTasksAgain(ctx: Ctx, workspaceId: Id, ids: Id[]): Promise<TaskSummary[]> {
  const tasks = await findTasks(ctx.db, ctx.actor, workspaceId, ids, "read", "any");
  const position = new Map(ids.map((id, index) => [id, index]));
  return tasks.sort((left, right) => (position.get(left.id) ?? 0) - (position.get(right.id) ?? 0)).map(toSummary);
}

/** Returns the ids in the stored result of a command that answered other tasks than those it named; null without them. */
export function answeredIds(result: unknown): Id[] | null {
  if (typeof result !== "object" || result === null || !("ids" in result) || !Array.isArray(result.ids)) return null;
  return result.ids.filter((id): id is Id => typeof id === "string");
}
