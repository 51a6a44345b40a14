import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { TaskContainer } from "@docket/schema/task-state";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { ranksInList } from "../entity-order.ts";
import { ranksAfterEach } from "../list-position.ts";
import type { ListPosition, OrderScope } from "../list-position.ts";
import { taskEntity } from "./definition.ts";
import type { TaskChange } from "./definition.ts";

/** The list that contains a task. */
export type TaskList = TaskContainer & { workspaceId: Id };

/** Returns the scope of a list's order: its live tasks. */
export function orderScopeOf({ workspaceId, projectId, sectionId, parentId }: TaskList): OrderScope {
  return {
    table: "task",
    key: "id",
    where: Prisma.sql`t.workspace_id = ${workspaceId}::uuid AND t.project_id = ${projectId}::uuid AND t.deleted_at IS NULL
      AND t.section_id IS NOT DISTINCT FROM ${sectionId}::uuid AND t.parent_id IS NOT DISTINCT FROM ${parentId}::uuid`,
  };
}

/** Returns ranks for `count` tasks at a position in a list. The caller must have called `lockOrder`. */
export function taskRanks(
  ctx: Ctx,
  scope: CommandScope,
  list: TaskList,
  position: ListPosition,
  count: number,
  moving: Id[] = [],
): Promise<string[]> {
  const { workspaceId } = list;
  const tasks = { definition: taskEntity, workspaceId, where: orderScopeOf(list).where };
  return ranksInList(ctx, scope, tasks, position, { count, moving });
}

/**
 * Returns a rank directly after each of the tasks, by id. Reads the lists of all in a few queries, because a command may
 * need the ranks of hundreds of tasks. The caller must have called `lockOrder` for their lists.
 */
export async function ranksAfterTasks(
  ctx: Ctx,
  scope: CommandScope,
  tasks: readonly (TaskList & { id: Id })[],
): Promise<Map<Id, string>> {
  const lists = new Map<string, (TaskList & { id: Id })[]>();
  for (const task of tasks) {
    const key = JSON.stringify([task.projectId, task.sectionId, task.parentId]);
    lists.set(key, [...(lists.get(key) ?? []), task]);
  }
  const found = new Map<Id, string>();
  for (const own of lists.values()) {
    const [list] = own;
    if (list === undefined) continue;
    const ids = own.map(({ id }) => id);
    const { ranks, needsRebalance } = await ranksAfterEach(scope.tx, orderScopeOf(list), ids);
    for (const id of ids) {
      const [rank = ""] = needsRebalance ? await taskRanks(ctx, scope, list, { after: id }, 1) : [ranks.get(id) ?? ""];
      found.set(id, rank);
    }
  }
  return found;
}

/** Reserves the next task numbers of a project. */
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

/** Assigns new numbers to tasks that are moved to another project, and removes assignees who are not members of it. */
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
