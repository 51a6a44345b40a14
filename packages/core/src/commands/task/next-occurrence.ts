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
import { ranksAfterTasks, reserveNumbers } from "../../entities/task/order.ts";
import { isOpenSql } from "../../entities/task/status.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { copyReminders } from "../reminder/copy.ts";
import type { CopiedTask } from "../reminder/copy.ts";
import { trashingChanges } from "./trash.ts";

/** The kinds of the commands that create tasks only as next occurrences of repeating ones, and as sub-tasks of these. */
export const OCCURRENCE_COMMANDS = ["task.complete", "task.move", "task.detach"] as const;

/**
 * Creates the next occurrence of each repeating task that the changes complete or detach from its series: a copy with
 * its sub-tasks, reopened, everyone's reminders and the dates of the next occurrence, in the place of the other one. A
 * task that is completed with its parent has no next occurrence of its own, because that of the parent contains it.
 * Neither has a task whose series has another open occurrence.
 *
 * @param changes completed or detached tasks with all their descendants
 * @returns the next occurrences, without their sub-tasks
 */
export async function createNextOccurrences(ctx: Ctx, scope: CommandScope, changes: TaskChange[]): Promise<Task[]> {
  const repeating = changes.filter(endsOccurrence).filter(({ before }) => before.recurrence !== null);
  if (repeating.length === 0) return [];
  const zone = await timeZoneOf(ctx, scope);
  const continued = await seriesWithOtherTasks(scope, repeating);
  const family = familyOf(changes.map(({ before }) => before));
  const ended = new Set(changes.filter(endsOccurrence).map(({ before }) => before.id));
  const next: { root: Task; previous: Task }[] = [];
  const below: Task[] = [];
  const copyOf = new Map<Id, CopiedTask>();
  for (const { before: task } of repeating) {
    if (task.seriesId === null || continued.has(task.seriesId) || family.hasAncestorIn(task, ended)) continue;
    const tree = nextOccurrence(task, family, todayFor(task, ctx.now(), zone)).map(({ after }) => after);
    const copies = copyTasks(ctx, tree, () => uuidv7(), []);
    const [root, ...subtasks] = copies;
    if (root === undefined) continue;
    const days = dayNumber(root.occurrenceOn ?? "") - dayNumber(task.occurrenceOn ?? "");
    for (const [index, copy] of copies.entries()) copyOf.set(tree[index]?.id ?? "", { ...copy, days });
    continued.add(task.seriesId);
    next.push({ root: { ...root, seriesId: task.seriesId }, previous: task });
    below.push(...subtasks);
  }
  const ranks = await ranksAfterTasks(
    ctx,
    scope,
    next.map(({ previous }) => previous),
  );
  const roots = next.map(({ root, previous }) => ({ ...root, rank: ranks.get(previous.id) ?? root.rank }));
  const created = await withNumbers(scope, [...roots, ...below]);
  await insertTasks(scope, created);
  await copyReminders(ctx, scope, copyOf);
  return created.slice(0, next.length);
}

/** Returns whether a change completes an open task or detaches it from its series. */
function endsOccurrence({ before, after }: TaskChange): boolean {
  return isOpen(before) && (after.status === "done" || after.seriesId !== before.seriesId);
}

/** Returns the tasks with the next numbers of their projects. */
async function withNumbers(scope: CommandScope, tasks: Task[]): Promise<Task[]> {
  const numbers = new Map<Id, number[]>();
  for (const projectId of new Set(tasks.map((task) => task.projectId))) {
    const own = tasks.filter((task) => task.projectId === projectId);
    numbers.set(projectId, await reserveNumbers(scope, own[0]?.workspaceId ?? "", projectId, own.length));
  }
  return tasks.map((task) => ({ ...task, number: numbers.get(task.projectId)?.shift() ?? 0 }));
}

/** Relations between tasks. */
export type Family = {
  hasAncestorIn: (task: Task, ids: ReadonlySet<Id>) => boolean;
  /** Returns the descendants that are part of each occurrence of a task, parents first. */
  repeatedBelow: (task: Task) => Task[];
};

/** Returns the relations between tasks. */
export function familyOf(tasks: Task[]): Family {
  const parentOf = new Map(tasks.map(({ id, parentId }) => [id, parentId]));
  const children = new Map<Id, Task[]>(tasks.map(({ id }) => [id, []]));
  for (const task of tasks) if (task.parentId !== null) children.get(task.parentId)?.push(task);
  const hasAncestorIn = ({ parentId }: Pick<Task, "parentId">, ids: ReadonlySet<Id>): boolean =>
    parentId !== null && (ids.has(parentId) || hasAncestorIn({ parentId: parentOf.get(parentId) ?? null }, ids));
  const repeatedBelow = (task: Task): Task[] => {
    const repeated = (children.get(task.id) ?? []).filter(isRepeated);
    return repeated.flatMap((child) => [child, ...repeatedBelow(child)]);
  };
  return { hasAncestorIn, repeatedBelow };
}

/** Earlier occurrences of repeating sub-tasks are not repeated, nor is anything archived or in the trash. */
function isRepeated(subtask: Task): boolean {
  const isPast = subtask.recurrence !== null && !isOpen(subtask);
  return !isPast && subtask.archivedAt === null && subtask.deletedAt === null;
}

/**
 * Returns the changes that give a repeating task and then its sub-tasks the dates of the next occurrence. Returns none
 * if this was the last one.
 *
 * @param today the day on which the task is completed or skipped
 */
export function nextOccurrence(task: Task, family: Family, today: Day): TaskChange[] {
  const next = nextOccurrenceFields(task, today);
  if (next === null) return [];
  const { days, ...fields } = next;
  const subtasks = family.repeatedBelow(task);
  return [
    { before: task, after: { ...task, ...fields } },
    ...subtasks.map((before): TaskChange => ({ before, after: { ...before, ...movedByDays(before, days) } })),
  ];
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
 * have been changed since they were created stay, and so do those that followed another occurrence.
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
    ({ before }) => Prisma.sql`(${before.projectId}::uuid, ${before.seriesId}::uuid, ${before.occurrenceOn}::date)`,
  );
  const rows = await scope.tx.$queryRaw<{ id: Id }[]>`
    SELECT t.id FROM task t JOIN (VALUES ${Prisma.join(occurrences)}) AS r(project_id, series_id, occurrence_on)
      ON t.project_id = r.project_id AND t.series_id = r.series_id AND t.occurrence_on > r.occurrence_on
    WHERE t.workspace_id = ${workspaceId}::uuid AND t.id <> ALL(${changes.map(({ before }) => before.id)}::uuid[])
      AND t.deleted_at IS NULL AND ${isOpenSql("t")} AND t.version = 1
      AND NOT EXISTS (SELECT 1 FROM task b
        WHERE b.workspace_id = t.workspace_id AND b.series_id = t.series_id AND b.deleted_at IS NULL
          AND b.occurrence_on > r.occurrence_on AND b.occurrence_on < t.occurrence_on)
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
