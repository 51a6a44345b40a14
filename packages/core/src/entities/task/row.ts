import type { Prisma } from "@docket/db/generated/client";
import { instantOf } from "@docket/schema/day";
import { foldText } from "@docket/schema/fold-text";
import type { Task } from "@docket/schema/task";
import { TaskRecurrence } from "@docket/schema/task-recurrence";
import { TaskStatus } from "@docket/schema/task-value";
import type { When } from "@docket/schema/when";
import type { Field, FieldsOf } from "../field.ts";
import { fieldsIn, fixed, readEntity, toDay } from "../field.ts";

/** Relations read with every task. Trashed labels are excluded. */
export const taskInclude = {
  labels: { select: { labelId: true }, where: { label: { deletedAt: null } }, orderBy: { labelId: "asc" } },
  assignees: { select: { userId: true }, orderBy: { userId: "asc" } },
} satisfies Prisma.TaskInclude;

export type TaskRow = Prisma.TaskGetPayload<{ include: typeof taskInclude }>;

const { plain, instant, day, parsed, computed } = fieldsIn<TaskRow>();

/** How the fields of a task are stored. Labels and assignees are stored in other tables. */
export const taskFields = {
  workspaceId: fixed(plain("workspaceId")),
  id: fixed(plain("id")),
  projectId: plain("projectId"),
  number: plain("number"),
  sectionId: plain("sectionId"),
  parentId: plain("parentId"),
  title: plain("title"),
  description: plain("description"),
  status: parsed("status", TaskStatus),
  completedAt: instant("completedAt"),
  completedBy: plain("completedBy"),
  priority: plain("priority"),
  start: when("start"),
  due: when("due"),
  deadline: day("deadline"),
  durationMinutes: plain("durationMinutes"),
  recurrence: parsed("recurrence", TaskRecurrence.nullable()),
  seriesId: plain("seriesId"),
  occurrenceOn: day("occurrenceOn"),
  labelIds: computed(
    (row) => row.labels.map(({ labelId }) => labelId),
    `ARRAY(SELECT tl.label_id FROM task_label tl JOIN label l ON l.workspace_id = tl.workspace_id AND l.id = tl.label_id
    WHERE tl.workspace_id = t.workspace_id AND tl.task_id = t.id AND l.deleted_at IS NULL ORDER BY tl.label_id)`,
  ),
  assigneeIds: computed(
    (row) => row.assignees.map(({ userId }) => userId),
    `ARRAY(SELECT ta.user_id FROM task_assignee ta
    WHERE ta.workspace_id = t.workspace_id AND ta.task_id = t.id ORDER BY ta.user_id)`,
  ),
  rank: plain("rank"),
  version: plain("version"),
  createdBy: fixed(plain("createdBy")),
  createdAt: fixed(instant("createdAt")),
  updatedAt: instant("updatedAt"),
  archivedAt: instant("archivedAt"),
  deletedAt: instant("deletedAt"),
  deletedRoot: plain("deletedRoot"),
} satisfies FieldsOf<Task, TaskRow>;

/** Returns the columns computed from a task's fields. */
export function computedColumns(task: Task) {
  return { search_text: taskSearchText(task) };
}

/** Converts a database row to a task. */
export function toTask(row: TaskRow): Task {
  return readEntity(taskFields, row);
}

/**
 * A day, optionally with a time and its zone. The instant of a time with a zone is stored too, so that it can be
 * indexed.
 */
function when(name: "start" | "due"): Field<When | null, TaskRow> {
  return {
    read: (row) => {
      const date = toDay(row[`${name}On`]);
      if (date === null) return null;
      const [time, timeZone] = [row[`${name}Time`], row[`${name}Zone`]];
      return { date, ...(time !== null && { time }), ...(timeZone !== null && { timeZone }) };
    },
    write: (value) => ({
      [`${name}_on`]: value?.date ?? null,
      [`${name}_time`]: value?.time ?? null,
      [`${name}_zone`]: value?.timeZone ?? null,
      [`${name}_at`]: whenInstant(value),
    }),
    sql: `CASE WHEN t.${name}_on IS NOT NULL THEN json_strip_nulls(json_build_object('date', t.${name}_on, 'time', t.${name}_time, 'timeZone', t.${name}_zone)) END`,
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
