import type { NewReminder, Reminder, ReminderTime } from "@docket/schema/reminder";
import type { Task } from "@docket/schema/task";
import { isOpen } from "@docket/schema/task-state";
import { uuidv7 } from "@docket/schema/uuid";
import { insertReminders, recordCreated } from "../../entities/reminder/definition.ts";
import type { PlacedReminder } from "../../entities/reminder/row.ts";
import type { TaskChange } from "../../entities/task/definition.ts";
import { reminderSettingsOf } from "../../identity/reminder-instant.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";

/** Returns the fields of a reminder that say when it is due. */
export function timeFields(time: ReminderTime): Pick<Reminder, "basis" | "offsetMinutes" | "when"> {
  return time.basis === "absolute"
    ? { basis: "absolute", offsetMinutes: null, when: time.when }
    : { basis: time.basis, offsetMinutes: time.offsetMinutes, when: null };
}

/**
 * Creates and records reminders of the caller on a task that they can see.
 *
 * @throws DomainError `conflict` if there would be too many
 */
export async function addReminders(
  ctx: Ctx,
  scope: CommandScope,
  task: Pick<Task, "workspaceId" | "id" | "projectId">,
  reminders: NewReminder[],
): Promise<void> {
  if (reminders.length === 0) return;
  const { workspaceId, id: taskId } = task;
  const place = { workspaceId, taskId, userId: ctx.actor.userId };
  await assertWithinLimit(scope.tx, "reminder", place, reminders.length);
  await insertRecorded(
    ctx,
    scope,
    reminders.map((reminder) => ({ task, reminder })),
  );
}

type TaskReminder = { task: Pick<Task, "workspaceId" | "id" | "projectId">; reminder: NewReminder };

/** Inserts and records reminders of the caller, with the same number of statements for any number of tasks. */
async function insertRecorded(ctx: Ctx, scope: CommandScope, reminders: TaskReminder[]): Promise<void> {
  const { userId } = ctx.actor;
  const now = ctx.now().toISOString();
  const stamps = { version: 1, at: null, firedAt: null, createdAt: now, updatedAt: now, deletedAt: null };
  const created = reminders.map(({ task, reminder }): PlacedReminder => ({
    workspaceId: task.workspaceId,
    id: reminder.id,
    taskId: task.id,
    projectId: task.projectId,
    userId,
    ...timeFields(reminder.time),
    ...stamps,
  }));
  await insertReminders(scope, created);
  for (const reminder of created) recordCreated(scope, reminder);
}

/**
 * Gives new tasks the reminders of the input or, where it has none, the one of the caller's settings. The schema of
 * the input limits their number.
 *
 * @param given the reminders of each task in the input
 */
export async function addNewReminders(
  ctx: Ctx,
  scope: CommandScope,
  tasks: Task[],
  given: (NewReminder[] | undefined)[],
): Promise<void> {
  const isUnset = tasks.map((task, index) => given[index] === undefined && task.due !== null && isOpen(task));
  const chosen = tasks.flatMap((task, index) => (given[index] ?? []).map((reminder) => ({ task, reminder })));
  await insertRecorded(ctx, scope, chosen);
  await addDefaults(
    ctx,
    scope,
    tasks.filter((_, index) => isUnset[index]),
  );
}

/** Gives open tasks that had no due date, and no reminder of the caller, the one of the caller's settings. */
export async function addMissingReminders(ctx: Ctx, scope: CommandScope, changes: TaskChange[]): Promise<void> {
  const dated = changes.filter(({ before, after }) => before.due === null && after.due !== null && isOpen(after));
  const [first] = dated;
  if (first === undefined) return;
  const { workspaceId } = first.after;
  const ids = dated.map(({ after }) => after.id);
  const present = await scope.tx.reminder.findMany({
    where: { workspaceId, taskId: { in: ids }, userId: ctx.actor.userId, deletedAt: null },
    select: { taskId: true },
  });
  const having = new Set(present.map(({ taskId }) => taskId));
  await addDefaults(
    ctx,
    scope,
    dated.map(({ after }) => after).filter(({ id }) => !having.has(id)),
  );
}

/** Adds the reminder of the caller's settings to tasks of which they have none. */
async function addDefaults(ctx: Ctx, scope: CommandScope, tasks: Task[]): Promise<void> {
  if (tasks.length === 0) return;
  const { minutesBefore, onDay } = await reminderSettingsOf(scope.tx, ctx.actor.userId);
  const defaults = tasks.flatMap((task): TaskReminder[] => {
    const offsetMinutes = task.due?.time === undefined ? (onDay ? 0 : null) : minutesBefore;
    if (offsetMinutes === null) return [];
    return [{ task, reminder: { id: uuidv7(), time: { basis: "due", offsetMinutes } } }];
  });
  await insertRecorded(ctx, scope, defaults);
}
