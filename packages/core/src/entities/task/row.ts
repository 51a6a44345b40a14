import type { Prisma } from "@docket/db/generated/client";
import { instantOf } from "@docket/schema/day";
import { foldText } from "@docket/schema/fold-text";
import type { Task } from "@docket/schema/task";
import type { Closable } from "@docket/schema/task-state";
import { TaskStatus } from "@docket/schema/task-value";
import type { When } from "@docket/schema/when";
import type { RowWrite } from "../../log/command/write-rows.ts";

/** Relations that are read with every task. Trashed labels are excluded. */
export const taskInclude = {
  labels: { select: { labelId: true }, where: { label: { deletedAt: null } }, orderBy: { labelId: "asc" } },
  assignees: { select: { userId: true }, orderBy: { userId: "asc" } },
} satisfies Prisma.TaskInclude;

export type TaskRow = Prisma.TaskGetPayload<{ include: typeof taskInclude }>;

/** Converts a database row to a task. */
export function toTask(row: TaskRow): Task {
  return {
    workspaceId: row.workspaceId,
    id: row.id,
    projectId: row.projectId,
    number: row.number,
    sectionId: row.sectionId,
    parentId: row.parentId,
    title: row.title,
    description: row.description,
    status: TaskStatus.parse(row.status),
    completedAt: row.completedAt?.toISOString() ?? null,
    completedBy: row.completedBy,
    priority: row.priority,
    start: toWhen(row.startOn, row.startTime, row.startZone),
    due: toWhen(row.dueOn, row.dueTime, row.dueZone),
    durationMinutes: row.durationMinutes,
    labelIds: row.labels.map(({ labelId }) => labelId),
    assigneeIds: row.assignees.map(({ userId }) => userId),
    rank: row.rank,
    version: row.version,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    archivedAt: row.archivedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    deletedRoot: row.deletedRoot,
  };
}

function toWhen(on: Date | null, time: string | null, zone: string | null): When | null {
  if (on === null) return null;
  // A `date` column is read as midnight UTC of that day, so its first ten characters are the day.
  return {
    date: on.toISOString().slice(0, 10),
    ...(time === null ? {} : { time }),
    ...(zone === null ? {} : { timeZone: zone }),
  };
}

/**
 * Returns the instant of a time with a zone. Returns null for a date or a floating time, which have no single instant.
 */
export function whenInstant(when: When | null): string | null {
  if (when?.time === undefined || when.timeZone === undefined) return null;
  return instantOf(when.date, when.time, when.timeZone).toISOString();
}

/** Returns the searchable text of a task. */
export function taskSearchText(task: Pick<Task, "title" | "description">): string {
  return foldText(`${task.title}\n${task.description}`);
}

/** Columns of the fields that the rules for closing and reopening use. */
export const CLOSABLE_COLUMNS = {
  status: "status",
  completedAt: "completed_at",
  completedBy: "completed_by",
} as const satisfies Record<keyof Closable, string>;

/** Returns the columns of a task that can change; the inverse of {@link toTask}, except for labels and assignees. */
export function taskColumns(task: Task): RowWrite {
  return {
    id: task.id,
    version: task.version,
    project_id: task.projectId,
    number: task.number,
    section_id: task.sectionId,
    parent_id: task.parentId,
    title: task.title,
    description: task.description,
    status: task.status,
    completed_at: task.completedAt,
    completed_by: task.completedBy,
    priority: task.priority,
    ...whenColumns("start", task.start),
    ...whenColumns("due", task.due),
    duration_minutes: task.durationMinutes,
    rank: task.rank,
    search_text: taskSearchText(task),
    archived_at: task.archivedAt,
    deleted_at: task.deletedAt,
    deleted_root: task.deletedRoot,
  };
}

/** Returns all columns of a new task. */
export function newTaskColumns(task: Task): RowWrite {
  return {
    ...taskColumns(task),
    workspace_id: task.workspaceId,
    created_by: task.createdBy,
    created_at: task.createdAt,
    updated_at: task.updatedAt,
  };
}

function whenColumns(name: "start" | "due", when: When | null) {
  return {
    [`${name}_on`]: when?.date ?? null,
    [`${name}_time`]: when?.time ?? null,
    [`${name}_zone`]: when?.timeZone ?? null,
    [`${name}_at`]: whenInstant(when),
  };
}
