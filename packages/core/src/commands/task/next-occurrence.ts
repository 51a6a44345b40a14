import { Prisma } from "@docket/db/generated/client";
import { dayInZone, dayNumber } from "@docket/schema/day";
import type { Day } from "@docket/schema/day";
import type { Id } from "@docket/schema/id";
import type { Task } from "@docket/schema/task";
import { movedByDays, nextOccurrenceFields } from "@docket/schema/task-occurrence";
import { isOpen } from "@docket/schema/task-state";
import { uuidv7 } from "@docket/schema/uuid";
import type { TaskChange } from "../../entities/task/definition.ts";
import { copyTasks, insertTasks } from "../../entities/task/insert.ts";
import { reserveNumbers, taskRanks } from "../../entities/task/order.ts";
import { isOpenSql } from "../../entities/task/status.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { trashingChanges } from "./trash.ts";

/**
 * Creates the next occurrence of each repeating task that the changes complete: a copy with its sub-tasks, reopened,
 * and the dates of the next occurrence, in the place of the completed one. A task that is completed with its parent has
 * no next occurrence of its own, because that of the parent contains it. Neither has a task whose series has another
 * open occurrence.
 *
 * @param changes completed tasks with all their descendants
 * @returns the new tasks
 */
export async function createNextOccurrences(ctx: Ctx, scope: CommandScope, changes: TaskChange[]): Promise<Task[]> {
  const completed = new Set(changes.filter(isCompletion).map(({ before }) => before.id));
  const repeating = changes.filter(
    (change) =>
      isCompletion(change) && change.before.recurrence !== null && !isBelow(change.before, completed, changes),
  );
  if (repeating.length === 0) return [];
  const zone = await timeZoneOf(ctx, scope);
  const continued = await seriesWithOtherTasks(scope, repeating);
  const created: Task[] = [];
  for (const { before: task } of repeating) {
    const next = nextOccurrenceFields(task, todayFor(task, ctx.now(), zone));
    if (next === null || task.seriesId === null || continued.has(task.seriesId)) continue;
    continued.add(task.seriesId);
    created.push(...(await insertOccurrence(ctx, scope, task, { ...task, ...next }, changes)));
  }
  return created;
}

function isCompletion({ before, after }: TaskChange): boolean {
  return isOpen(before) && after.status === "done";
}

/** Returns whether one of a task's ancestors is among the given tasks. */
function isBelow(task: Task, ids: ReadonlySet<Id>, changes: TaskChange[]): boolean {
  const { parentId } = task;
  if (parentId === null) return false;
  const parent = changes.find(({ before }) => before.id === parentId);
  return ids.has(parentId) || (parent !== undefined && isBelow(parent.before, ids, changes));
}

async function insertOccurrence(
  ctx: Ctx,
  scope: CommandScope,
  task: Task,
  next: Task,
  changes: TaskChange[],
): Promise<Task[]> {
  const { workspaceId, projectId } = task;
  const below = repeatedSubtasks(
    task,
    changes.map(({ before }) => before),
  );
  const days = daysBetween(task, next);
  const tree = [next, ...below.map((subtask) => ({ ...subtask, ...movedByDays(subtask, days) }))];
  const [rank = ""] = await taskRanks(ctx, scope, task, { after: task.id }, 1);
  const numbers = await reserveNumbers(scope, workspaceId, projectId, tree.length);
  const [root, ...subtasks] = copyTasks(ctx, tree, () => uuidv7(), numbers);
  if (root === undefined) return [];
  const copies = [{ ...root, seriesId: task.seriesId, rank }, ...subtasks];
  await insertTasks(scope, copies);
  return copies;
}

function daysBetween(task: Task, next: Task): number {
  if (task.occurrenceOn === null || next.occurrenceOn === null) return 0;
  return dayNumber(next.occurrenceOn) - dayNumber(task.occurrenceOn);
}

/**
 * Returns the descendants of a task that are part of each of its occurrences, parents first. Earlier occurrences of
 * repeating sub-tasks are not, nor is anything archived or in the trash.
 *
 * @param tasks the task's descendants and possibly other tasks, parents before their children
 */
export function repeatedSubtasks(root: Task, tasks: Task[]): Task[] {
  const included = new Set([root.id]);
  return tasks.filter((task) => {
    if (task.parentId === null || !included.has(task.parentId)) return false;
    const isPast = task.recurrence !== null && !isOpen(task);
    if (isPast || task.archivedAt !== null || task.deletedAt !== null) return false;
    included.add(task.id);
    return true;
  });
}

/** Returns the series of which another task is open. */
async function seriesWithOtherTasks({ tx }: CommandScope, changes: TaskChange[]): Promise<Set<Id>> {
  const [workspaceId] = changes.map(({ before }) => before.workspaceId);
  const ids = changes.map(({ before }) => before.id);
  const series = changes.flatMap(({ before }) => before.seriesId ?? []);
  const rows = await tx.$queryRaw<{ id: Id }[]>`
    SELECT DISTINCT t.series_id AS id FROM task t
    WHERE t.workspace_id = ${workspaceId}::uuid AND t.series_id = ANY(${series}::uuid[]) AND t.id <> ALL(${ids}::uuid[])
      AND t.deleted_at IS NULL AND ${isOpenSql("t")}`;
  return new Set(rows.map(({ id }) => id));
}

/** Returns the actor's time zone. */
export async function timeZoneOf({ actor }: Ctx, { tx }: CommandScope): Promise<string> {
  const { timeZone } = await tx.userAccount.findUniqueOrThrow({
    where: { id: actor.userId },
    select: { timeZone: true },
  });
  return timeZone;
}

/** Returns the current day for a task: in the time zone of its schedule, if it has one, otherwise in the actor's. */
export function todayFor({ recurrence }: Pick<Task, "recurrence">, now: Date, timeZone: string): Day {
  return dayInZone(now, recurrence?.start.timeZone ?? timeZone);
}

/**
 * Returns the changes that move the next occurrences of reopened tasks to the trash, with their sub-tasks. Those that
 * have been changed since they were created stay.
 *
 * @param changes changes of which some reopen tasks
 */
export async function discardNextOccurrences(
  ctx: Ctx,
  scope: CommandScope,
  changes: TaskChange[],
): Promise<TaskChange[]> {
  const reopened = changes.filter(
    ({ before, after }) => !isOpen(before) && isOpen(after) && before.recurrence !== null,
  );
  const [first] = reopened;
  if (first === undefined) return [];
  const { workspaceId } = first.before;
  const occurrences = reopened.map(
    ({ before }) => Prisma.sql`(${before.seriesId}::uuid, ${before.occurrenceOn}::date)`,
  );
  const rows = await scope.tx.$queryRaw<{ id: Id }[]>`
    SELECT t.id FROM task t JOIN (VALUES ${Prisma.join(occurrences)}) AS r(series_id, occurrence_on)
      ON t.series_id = r.series_id AND t.occurrence_on > r.occurrence_on
    WHERE t.workspace_id = ${workspaceId}::uuid AND t.id <> ALL(${changes.map(({ before }) => before.id)}::uuid[])
      AND t.deleted_at IS NULL AND ${isOpenSql("t")} AND t.version = 1
      AND NOT EXISTS (SELECT 1 FROM comment c
        WHERE c.workspace_id = t.workspace_id AND c.task_id = t.id AND c.deleted_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM task s
        WHERE s.workspace_id = t.workspace_id AND s.parent_id = t.id AND s.version > 1)`;
  return trashingChanges(
    ctx,
    scope,
    workspaceId,
    rows.map(({ id }) => id),
  );
}
