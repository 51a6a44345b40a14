import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { TaskContainer } from "@docket/schema/task-state";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import type { OrderScope, ListPosition } from "../list-position.ts";
import { ranksAt, spreadRanks } from "../list-position.ts";
import { findTasks } from "./queries.ts";
import { saveTasks } from "./store.ts";
import type { TaskChange } from "./store.ts";

/** The list that contains a task. */
export type TaskList = TaskContainer & { workspaceId: Id };

/** Returns the live tasks of a list, as a scope for their order. */
export function orderScopeOf({ workspaceId, projectId, sectionId, parentId }: TaskList): OrderScope {
  return {
    table: "task",
    key: "id",
    where: Prisma.sql`t.workspace_id = ${workspaceId}::uuid AND t.project_id = ${projectId}::uuid AND t.deleted_at IS NULL
      AND t.section_id IS NOT DISTINCT FROM ${sectionId}::uuid AND t.parent_id IS NOT DISTINCT FROM ${parentId}::uuid`,
  };
}

/**
 * Returns ranks for `count` tasks at a position in a list. If the ranks there have become too long, the whole list is
 * rebalanced first, as changes of the same command.
 */
export async function taskRanks(
  ctx: Ctx,
  scope: CommandScope,
  list: TaskList,
  place: ListPosition,
  count: number,
  moving: Id[] = [],
): Promise<string[]> {
  const order = orderScopeOf(list);
  const answer = await ranksAt(scope.tx, order, place, count, moving);
  if (!answer.needsRebalance) return answer.ranks;
  const spread = await spreadRanks(scope.tx, order);
  const ranks = new Map(spread.map(({ id, rank }) => [id, rank]));
  const staying = spread.map(({ id }) => id).filter((id) => !moving.includes(id));
  const tasks = await findTasks(scope.tx, ctx.actor, list.workspaceId, staying, "editor");
  await saveTasks(
    ctx,
    scope,
    tasks.map((task) => ({ before: task, after: { ...task, rank: ranks.get(task.id) ?? task.rank }, op: "move" })),
  );
  return (await ranksAt(scope.tx, order, place, count, moving)).ranks;
}

/** Reserves the next numbers of a project's tasks. */
export async function reserveNumbers(
  scope: CommandScope,
  workspaceId: Id,
  projectId: Id,
  count: number,
): Promise<number[]> {
  const counter = await scope.tx.projectCounter.update({
    where: { workspaceId_projectId: { workspaceId, projectId } },
    data: { nextNumber: { increment: count } },
    select: { nextNumber: true },
  });
  return Array.from({ length: count }, (_, index) => counter.nextNumber - count + index);
}

/** Gives tasks that change their project new numbers, and removes assignees who are not members there. */
export async function adaptToProject(
  scope: CommandScope,
  { workspaceId, projectId }: Pick<TaskList, "workspaceId" | "projectId">,
  changes: TaskChange[],
): Promise<TaskChange[]> {
  const arriving = changes.filter(({ before }) => before.projectId !== projectId);
  if (arriving.length === 0) return changes;
  const numbers = await reserveNumbers(scope, workspaceId, projectId, arriving.length);
  const assigned = [...new Set(arriving.flatMap(({ after }) => after.assigneeIds))];
  const members = await scope.tx.projectMember.findMany({
    where: { workspaceId, projectId, userId: { in: assigned } },
    select: { userId: true },
  });
  const memberIds = new Set(members.map((member) => member.userId));
  const numberOf = new Map(arriving.map((change, index) => [change, numbers[index] ?? 0]));
  return changes.map((change) => {
    const number = numberOf.get(change);
    if (number === undefined) return change;
    const assigneeIds = change.after.assigneeIds.filter((id) => memberIds.has(id));
    return { ...change, after: { ...change.after, number, assigneeIds } };
  });
}
