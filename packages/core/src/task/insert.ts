import type { Task } from "@docket/schema/task";
import type { CommandScope } from "../command/command.ts";
import type { Ctx } from "../ctx.ts";
import { taskSearchText, whenInstant } from "./row.ts";
import { insertLinks, recordNewTask } from "./store.ts";

/** Midnight UTC of a calendar day: how a `date` column is written. */
function dateColumn(day: string | undefined): Date | null {
  return day === undefined ? null : new Date(`${day}T00:00:00.000Z`);
}

function instantColumn(instant: string | null): Date | null {
  return instant === null ? null : new Date(instant);
}

/**
 * Puts new tasks into the database and the change log. The caller has checked project, section, parents and links; parents
 * come before their children.
 */
export async function insertTasks(scope: CommandScope, tasks: Task[]): Promise<void> {
  const [first] = tasks;
  if (!first) return;
  await scope.tx.task.createMany({
    data: tasks.map((task) => ({
      workspaceId: task.workspaceId,
      id: task.id,
      projectId: task.projectId,
      number: task.number,
      sectionId: task.sectionId,
      parentId: task.parentId,
      title: task.title,
      description: task.description,
      status: task.status,
      completedAt: instantColumn(task.completedAt),
      completedBy: task.completedBy,
      priority: task.priority,
      startOn: dateColumn(task.start?.date),
      startTime: task.start?.time ?? null,
      startZone: task.start?.timeZone ?? null,
      startAt: instantColumn(whenInstant(task.start)),
      dueOn: dateColumn(task.due?.date),
      dueTime: task.due?.time ?? null,
      dueZone: task.due?.timeZone ?? null,
      dueAt: instantColumn(whenInstant(task.due)),
      durationMinutes: task.durationMinutes,
      rank: task.rank,
      searchText: taskSearchText(task),
      version: task.version,
      createdBy: task.createdBy,
      createdAt: new Date(task.createdAt),
      updatedAt: new Date(task.updatedAt),
      archivedAt: instantColumn(task.archivedAt),
    })),
  });
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
