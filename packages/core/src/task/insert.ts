import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { ranksBetween } from "@docket/schema/rank";
import type { CreateTask, Task } from "@docket/schema/task";
import { closed } from "@docket/schema/task-state";
import type { CommandScope } from "../command/command.ts";
import type { Ctx } from "../ctx.ts";
import { requireRoom } from "../limit/entity-limit.ts";
import { lockOrder } from "../order/list-position.ts";
import { requireProject } from "../project/queries.ts";
import { actOf, heightOf, requireDepth, requireLinks, requireParent, requireSection, sectionBelow } from "./input.ts";
import { takeNumbers, taskRanks } from "./order.ts";
import { taskColumns } from "./row.ts";
import { insertLinks, recordNewTask } from "./store.ts";

/**
 * Puts new tasks into the database and the change log. The caller has checked project, section, parents and links; parents
 * come before their children.
 *
 * @throws DomainError `conflict` when a task would have more sub-tasks than it may
 */
export async function insertTasks(scope: CommandScope, tasks: Task[]): Promise<void> {
  const [first] = tasks;
  if (!first) return;
  await requireSubtaskRoom(scope, tasks);
  const rows = tasks.map((task) => ({
    ...taskColumns(task),
    workspace_id: task.workspaceId,
    created_by: task.createdBy,
    created_at: task.createdAt,
    updated_at: task.updatedAt,
  }));
  const columns = Prisma.raw(Object.keys(rows[0] ?? {}).join(", "));
  // One parameter for all rows: a parameter for each of their columns would cost most of the statement's time.
  await scope.tx.$executeRaw`
    INSERT INTO task (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(null::task, ${JSON.stringify(rows)}::jsonb)`;
  const links = (idsOf: (task: Task) => string[]) =>
    tasks.flatMap((task) => idsOf(task).map((id) => ({ task_id: task.id, other_id: id })));
  await insertLinks(
    scope,
    first.workspaceId,
    links((task) => task.labelIds),
    links((task) => task.assigneeIds),
  );
  for (const task of tasks) recordNewTask(scope, task);
}

async function requireSubtaskRoom({ tx }: CommandScope, tasks: Task[]): Promise<void> {
  const countOf = new Map<Id, number>();
  for (const { parentId } of tasks) if (parentId !== null) countOf.set(parentId, (countOf.get(parentId) ?? 0) + 1);
  const areNew = new Set(tasks.map((task) => task.id));
  for (const { workspaceId, projectId, parentId } of tasks) {
    if (parentId === null || !countOf.has(parentId)) continue;
    const count = countOf.get(parentId) ?? 0;
    countOf.delete(parentId);
    // A parent that is new itself has none yet, and no command creates more tasks than one may have.
    if (!areNew.has(parentId)) await requireRoom(tx, "subtask", { workspaceId, projectId, parentId }, count);
  }
}

/** The list that new tasks go into, and where in it. */
type NewPlace = Pick<CreateTask, "workspaceId" | "projectId" | "sectionId" | "parentId" | "after" | "before">;

/**
 * Puts new tasks into a list, in their order, and makes them. Checks all that a new task rests on: the project, its section
 * and parent, labels, assignees and depth.
 *
 * @param tasks as `newTask` makes them; each hangs below the place's parent or below one before it
 * @returns the tasks with their numbers and places; closed ones in the section for done work
 * @throws DomainError `not_found`, `forbidden`, `invalid` when the tree would be too deep
 */
export async function placeTasks(ctx: Ctx, scope: CommandScope, place: NewPlace, tasks: Task[]): Promise<Task[]> {
  const { workspaceId, projectId, parentId } = place;
  const { tx } = scope;
  await requireProject(tx, ctx.actor, { workspaceId, id: projectId }, "editor");
  // Before section and parent are looked at: neither can go into the trash until the tasks stand in it.
  await lockOrder(tx, workspaceId, [projectId]);
  const findSection = async (id: Id | null) =>
    id === null ? null : requireSection(ctx, tx, workspaceId, projectId, id);
  const named = await findSection(place.sectionId);
  const height = heightOf(tasks, parentId);
  requireDepth(height);
  const parent = parentId === null ? null : await requireParent(ctx, tx, { workspaceId, projectId, parentId, height });
  const sectionId = sectionBelow(parent, place.sectionId);
  const section = named ?? (await findSection(sectionId));
  await requireLinks(ctx, tx, workspaceId, [projectId], {
    labelIds: tasks.flatMap((task) => task.labelIds),
    assigneeIds: tasks.flatMap((task) => task.assigneeIds),
  });
  const ranks = await newRanks(ctx, scope, { ...place, sectionId }, tasks);
  const numbers = await takeNumbers(scope, workspaceId, projectId, tasks.length);
  const placed = tasks.map((task, index) => {
    const open = { ...task, sectionId, number: numbers[index] ?? 0, rank: ranks.get(task.id) ?? "" };
    return section?.isDoneColumn === true ? closed(open, "done", actOf(ctx)) : open;
  });
  await insertTasks(scope, placed);
  return placed;
}

/** Order keys for new tasks: at the place for those that go there themselves, from the start for those below one another. */
async function newRanks(ctx: Ctx, scope: CommandScope, place: NewPlace, tasks: Task[]): Promise<Map<Id, string>> {
  const siblings = new Map<Id | null, Id[]>();
  for (const { id, parentId } of tasks) siblings.set(parentId, [...(siblings.get(parentId) ?? []), id]);
  const ranks = new Map<Id, string>();
  for (const [parentId, ids] of siblings) {
    const own =
      parentId === place.parentId
        ? await taskRanks(ctx, scope, place, place, ids.length)
        : ranksBetween(null, null, ids.length);
    for (const [index, id] of ids.entries()) ranks.set(id, own[index] ?? "");
  }
  return ranks;
}

/**
 * New, open tasks like the given ones.
 *
 * @param tasks parents before children; parents outside of the list are kept
 * @param idOf the copy's id
 * @param numbers a number for each
 */
export function copyTasks(ctx: Ctx, tasks: Task[], idOf: (task: Task) => string, numbers: number[]): Task[] {
  const now = ctx.now().toISOString();
  const ids = new Map(tasks.map((task) => [task.id, idOf(task)]));
  return tasks.map((task, index) => ({
    ...task,
    id: ids.get(task.id) ?? idOf(task),
    parentId: task.parentId === null ? null : (ids.get(task.parentId) ?? task.parentId),
    number: numbers[index] ?? 0,
    status: "open",
    completedAt: null,
    completedBy: null,
    version: 1,
    createdBy: ctx.actor.userId,
    createdAt: now,
    updatedAt: now,
  }));
}
