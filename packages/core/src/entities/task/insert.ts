import type { Id } from "@docket/schema/id";
import { ranksBetween } from "@docket/schema/rank";
import type { CreateTask, Task } from "@docket/schema/task";
import { TASK_ROLES } from "@docket/schema/task-capability";
import { OPEN_STATE, enterSection } from "@docket/schema/task-state";
import type { CommandScope } from "../../log/command/command.ts";
import { lockOrder } from "../../log/command/lost-race.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import { insertRows } from "../entity.ts";
import { requireProject } from "../project/queries.ts";
import { insertLinks, newTaskChange, taskEntity } from "./definition.ts";
import {
  actorStampOf,
  heightOf,
  requireDepth,
  requireLinks,
  requireParent,
  requireSection,
  sectionBelow,
} from "./input.ts";
import { reserveNumbers, taskRanks } from "./order.ts";

/**
 * Inserts and records new tasks. The caller must already have checked the project, section, parents and links. Parents
 * must come before their children.
 *
 * @throws DomainError `conflict` if a task would exceed its sub-task limit
 */
export async function insertTasks(scope: CommandScope, tasks: Task[]): Promise<void> {
  const [first] = tasks;
  if (!first) return;
  await requireSubtaskRoom(scope, tasks);
  await insertRows(scope.tx, taskEntity, tasks);
  const links = (idsOf: (task: Task) => string[]) =>
    tasks.flatMap((task) => idsOf(task).map((id) => ({ task_id: task.id, other_id: id })));
  await insertLinks(
    scope,
    first.workspaceId,
    links((task) => task.labelIds),
    links((task) => task.assigneeIds),
  );
  for (const task of tasks) scope.record(newTaskChange(task));
}

async function requireSubtaskRoom({ tx }: CommandScope, tasks: Task[]): Promise<void> {
  const countOf = new Map<Id, number>();
  for (const { parentId } of tasks) if (parentId !== null) countOf.set(parentId, (countOf.get(parentId) ?? 0) + 1);
  const areNew = new Set(tasks.map((task) => task.id));
  for (const { workspaceId, projectId, parentId } of tasks) {
    if (parentId === null || !countOf.has(parentId)) continue;
    const count = countOf.get(parentId) ?? 0;
    countOf.delete(parentId);
    // A new parent has no sub-tasks yet, and no command creates more tasks than the limit per parent.
    if (!areNew.has(parentId)) await assertWithinLimit(tx, "subtask", { workspaceId, projectId, parentId }, count);
  }
}

/** The list to which new tasks are added, and the position within it. */
type NewTaskPosition = Pick<CreateTask, "workspaceId" | "projectId" | "sectionId" | "parentId" | "after" | "before">;

/**
 * Adds new tasks to a list, in the given order. Checks everything that a new task depends on: the project, its section
 * and parent, labels, assignees and depth.
 *
 * @param tasks as returned by `newTask`; each task's parent is the list's parent or a preceding task
 * @returns the tasks with their numbers and ranks; they are completed if the section is for completed tasks
 * @throws DomainError `not_found`, `forbidden`, `invalid` if the tree would be too deep
 */
export async function placeTasks(
  ctx: Ctx,
  scope: CommandScope,
  place: NewTaskPosition,
  tasks: Task[],
): Promise<Task[]> {
  const { workspaceId, projectId, parentId } = place;
  const { tx } = scope;
  await requireProject(tx, ctx.actor, { workspaceId, id: projectId }, TASK_ROLES.create);
  // Locked before the section and parent are read, so that neither can be trashed before the tasks are added.
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
  const numbers = await reserveNumbers(scope, workspaceId, projectId, tasks.length);
  const placed = tasks.map((task, index) => {
    const open = { ...task, sectionId, number: numbers[index] ?? 0, rank: ranks.get(task.id) ?? "" };
    return enterSection(open, section, actorStampOf(ctx));
  });
  await insertTasks(scope, placed);
  return placed;
}

/**
 * Returns the ranks of new tasks. The topmost tasks are ranked at the given position. Tasks below another new task are
 * ranked as in an empty list.
 */
async function newRanks(
  ctx: Ctx,
  scope: CommandScope,
  place: NewTaskPosition,
  tasks: Task[],
): Promise<Map<Id, string>> {
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
 * Returns new, open copies of tasks. The copy of a repeating task begins a series of its own.
 *
 * @param tasks parents before children; references to parents outside the list are kept
 * @param idOf returns the id of a task's copy
 * @param numbers one task number for each copy
 */
export function copyTasks(ctx: Ctx, tasks: Task[], idOf: (task: Task) => string, numbers: number[]): Task[] {
  const now = ctx.now().toISOString();
  const ids = new Map(tasks.map((task) => [task.id, idOf(task)]));
  return tasks.map((task, index) => ({
    ...task,
    id: ids.get(task.id) ?? idOf(task),
    seriesId: task.seriesId === null ? null : (ids.get(task.id) ?? null),
    parentId: task.parentId === null ? null : (ids.get(task.parentId) ?? task.parentId),
    number: numbers[index] ?? 0,
    ...OPEN_STATE,
    version: 1,
    createdBy: ctx.actor.userId,
    createdAt: now,
    updatedAt: now,
  }));
}
