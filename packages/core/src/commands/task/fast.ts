import { Prisma } from "@docket/db/generated/client";
import { rankBetween } from "@docket/schema/rank";
import { REMINDER_SETTINGS_KEY } from "@docket/schema/reminder-settings";
import type { CreateTask, SetTaskStatus, Task, Tasks, TaskSummary } from "@docket/schema/task";
import { TASK_ROLES } from "@docket/schema/task-capability";
import { OPEN_STATE, closeTask, enterSection, newTask } from "@docket/schema/task-state";
import type { Closable, SectionRules } from "@docket/schema/task-state";
import { projectIdsFor } from "../../access/access.ts";
import { newRow } from "../../entities/entity.ts";
import type { StoredField } from "../../entities/field.ts";
import { columnsOf } from "../../entities/field.ts";
import { isTooLong } from "../../entities/list-position.ts";
import { sectionFields } from "../../entities/section/row.ts";
import { newTaskChange, taskEntity } from "../../entities/task/definition.ts";
import { actorStampOf } from "../../entities/task/input.ts";
import { taskJson } from "../../entities/task/list.ts";
import { orderScopeOf } from "../../entities/task/order.ts";
import { taskFields } from "../../entities/task/row.ts";
import type { LogEntry } from "../../log/command/log.ts";
import { oneChangeQuery } from "../../log/command/log.ts";
import { runOneStatement } from "../../log/command/one-statement.ts";
import { difference } from "../../log/record.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import type { Fields } from "../../runtime/json.ts";
import { CLOSING_RULES } from "./closing-rules.ts";

// Single-statement forms of the most frequent commands: appending a task to a list and completing a task. All other
// cases, and all errors, are left to the general implementations in mutations.ts and status.ts.
//
// Both forms call the same rules (`schema/task-state`). The state of the row is unknown until the statement runs. The
// rules are therefore applied to an assumed state, and the statement writes their result only to rows in exactly this
// state. A rule that reads another field doesn't compile until that field is added to the assumed state.

type Entry = Omit<LogEntry, "result">;

/** Conditions under which input fields that are not columns of the task affect only its own row. */
const PLAIN_VALUES: {
  [Name in Exclude<keyof CreateTask, StoredField<typeof taskFields> | "commandId">]-?: (
    value: CreateTask[Name],
  ) => boolean;
} = {
  labelIds: (ids) => ids.length === 0,
  assigneeIds: (ids) => ids.length === 0,
  after: (id) => id === undefined,
  before: (id) => id === undefined,
  reminders: (reminders) => reminders === undefined || reminders.length === 0,
};

function isPlain(input: CreateTask): boolean {
  // The due date of a repeating task is not always the one in the input.
  if (input.parentId !== null || input.recurrence) return false;
  return Object.entries(PLAIN_VALUES).every(([name, accepts]: [string, (value: never) => boolean]) =>
    accepts(input[name as keyof CreateTask] as never),
  );
}

/** Assumed state of a task completed with a single statement. */
const ASSUMED_TASK = { ...OPEN_STATE } as const satisfies Closable;
/** Assumed state of the section in which a task is created with a single statement. */
const ASSUMED_SECTION = { isDoneColumn: false } as const satisfies SectionRules;

/**
 * Appends a plain task to its list. Returns null without writing anything if the input requires more than that or the
 * caller is not allowed to create the task.
 */
export async function createTaskFast(ctx: Ctx, input: CreateTask, entry: Entry): Promise<Task | null> {
  if (!isPlain(input)) return null;
  const { workspaceId, projectId, sectionId, id } = input;
  const stamp = actorStampOf(ctx);
  const task = enterSection(newTask(input, stamp), sectionId === null ? null : ASSUMED_SECTION, stamp);
  const { where } = orderScopeOf(task);
  const [last] = await ctx.runtime.query<{ rank: string }>(Prisma.sql`
    SELECT t.rank FROM task t WHERE ${where} ORDER BY t.rank DESC, t.id DESC LIMIT 1`);
  // Two concurrent commands may compute the same rank. Their tasks are then ordered by id, which is acceptable.
  const rank = rankBetween(last?.rank ?? null, null);
  if (isTooLong(rank)) return null;
  const placed = { ...task, rank };
  const created = newTaskChange(placed);
  const { number: _, ...columns } = newRow(taskEntity, placed);
  const names = Object.keys(columns);
  // Locked, so that the section can't be trashed before the task is added to it.
  const section =
    sectionId === null
      ? Prisma.empty
      : Prisma.sql`home AS (SELECT s.id FROM section s
    WHERE s.workspace_id = ${workspaceId}::uuid AND s.id = ${sectionId}::uuid AND s.project_id = ${projectId}::uuid
      AND s.deleted_at IS NULL AND ${isInState("s", columnsOf(sectionFields, ASSUMED_SECTION))} FOR SHARE),`;
  // A task with a date gets the reminder of the person's settings, if they have any.
  const hasNoDefault =
    task.due === null || input.reminders !== undefined
      ? Prisma.empty
      : Prisma.sql`AND NOT EXISTS (
    SELECT 1 FROM preference WHERE user_id = ${ctx.actor.userId}::uuid AND key = ${REMINDER_SETTINGS_KEY})`;
  const isHome = sectionId === null ? Prisma.empty : Prisma.sql`AND EXISTS (SELECT 1 FROM home)`;
  const number = await runOneStatement<number>(ctx, {
    entry: { ...entry, result: { id } },
    work: Prisma.sql`${section} numbered AS (
      UPDATE project_counter c SET next_number = next_number + 1
      WHERE c.workspace_id = ${workspaceId}::uuid AND c.project_id = ${projectId}::uuid
        AND c.project_id IN (${projectIdsFor(ctx.actor, workspaceId, TASK_ROLES.create)}) ${isHome} ${hasNoDefault}
      RETURNING next_number - 1 AS number
    ), made AS (
      INSERT INTO task (${Prisma.raw(names.join(", "))}, number)
      SELECT ${Prisma.raw(names.map((name) => `r.${name}`).join(", "))}, numbered.number
      FROM numbered, jsonb_populate_record(null::task, ${JSON.stringify(columns)}::jsonb) r
      RETURNING number
    )`,
    change: oneChangeQuery(
      {
        ...created,
        after: Prisma.sql`${JSON.stringify(created.after)}::jsonb || jsonb_build_object('number', made.number)`,
      },
      Prisma.sql`made`,
    ),
    answer: Prisma.sql`(SELECT to_json(number) FROM made)`,
  });
  return number === null ? null : { ...placed, number };
}

/** Completes one open task to which no other rule applies. Otherwise returns null without writing anything. */
export async function completeTaskFast(ctx: Ctx, input: SetTaskStatus, entry: Entry): Promise<Tasks | null> {
  const [id, ...others] = input.ids;
  if (id === undefined || others.length > 0) return null;
  const { workspaceId } = input;
  const after = closeTask(ASSUMED_TASK, "done", actorStampOf(ctx));
  const changed = difference(ASSUMED_TASK, after);
  if (changed === null) return null;
  const rules = CLOSING_RULES.done.map(({ mayApply }) => Prisma.sql`AND NOT ${mayApply}`);
  const task = await runOneStatement<TaskSummary>(ctx, {
    entry: { ...entry, result: { ids: input.ids } },
    work: Prisma.sql`t AS (
      UPDATE task t SET ${assignments(columnsOf(taskFields, after))}, version = version + 1, updated_at = ${ctx.now()}
      WHERE t.workspace_id = ${workspaceId}::uuid AND t.id = ${id}::uuid AND t.deleted_at IS NULL
        AND ${isInState("t", columnsOf(taskFields, ASSUMED_TASK))}
        AND t.project_id IN (${projectIdsFor(ctx.actor, workspaceId, TASK_ROLES.close)}) ${Prisma.join(rules, " ")}
      RETURNING t.*
    )`,
    change: oneChangeQuery(
      {
        entity: "task",
        entityId: id,
        op: "update",
        projectId: Prisma.sql`t.project_id`,
        audience: null,
        version: Prisma.sql`t.version`,
        ...changed,
      },
      Prisma.sql`t`,
    ),
    answer: Prisma.sql`(SELECT ${taskJson} FROM t)`,
  });
  return task === null ? null : { items: [task] };
}

/** Builds the condition that the columns of row `alias` have exactly these values. */
function isInState(alias: string, columns: Fields): Prisma.Sql {
  return Prisma.join(
    Object.entries(columns).map(
      ([column, value]) => Prisma.sql`${Prisma.raw(`${alias}.${column}`)} IS NOT DISTINCT FROM ${value}`,
    ),
    " AND ",
  );
}

/** Builds the assignments of these values to their columns. */
function assignments(columns: Fields): Prisma.Sql {
  return Prisma.join(Object.entries(columns).map(([column, value]) => Prisma.sql`${Prisma.raw(column)} = ${value}`));
}
