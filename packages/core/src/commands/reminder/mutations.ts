import type { CreateReminder, Reminder, ReminderCommand, UpdateReminder } from "@docket/schema/reminder";
import { saveEntities } from "../../entities/entity.ts";
import { reminderEntity } from "../../entities/reminder/definition.ts";
import { requireReminder } from "../../entities/reminder/queries.ts";
import { requireTask } from "../../entities/task/queries.ts";
import { command } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { addReminders, timeFields } from "./insert.ts";

/**
 * Creates a reminder for the caller, who must be able to see the task. A reminder whose time has already passed is not
 * delivered.
 *
 * @throws DomainError `not_found`, `conflict` if there are too many reminders
 */
export function createReminder(ctx: Ctx, input: CreateReminder): Promise<Reminder> {
  const { workspaceId, taskId, id, time } = input;
  return command(ctx, input, {
    kind: "reminder.create",
    replay: () => requireReminder(ctx.db, ctx.actor, input),
    run: async (scope) => {
      const task = await requireTask(scope.tx, ctx.actor, { workspaceId, id: taskId }, "read");
      await addReminders(ctx, scope, task, [{ id, time }]);
      return { result: { id }, answer: await requireReminder(scope.tx, ctx.actor, input) };
    },
  });
}

/**
 * Changes when one of the caller's reminders is due. It is due again even if it was already delivered.
 *
 * @throws DomainError `not_found`
 */
export function updateReminder(ctx: Ctx, input: UpdateReminder): Promise<Reminder> {
  const { id, time } = input;
  return command(ctx, input, {
    kind: "reminder.update",
    replay: () => requireReminder(ctx.db, ctx.actor, input),
    run: async (scope) => {
      const before = await requireReminder(scope.tx, ctx.actor, input);
      await saveEntities(reminderEntity, ctx, scope, [{ before, after: { ...before, ...timeFields(time) } }]);
      return { result: { id }, answer: await requireReminder(scope.tx, ctx.actor, input) };
    },
  });
}

/** Deletes one of the caller's reminders. The deletion can be undone. */
export function deleteReminder(ctx: Ctx, input: ReminderCommand): Promise<Reminder> {
  const { id } = input;
  return command(ctx, input, {
    kind: "reminder.delete",
    replay: () => requireReminder(ctx.db, ctx.actor, input, "any"),
    run: async (scope) => {
      const before = await requireReminder(scope.tx, ctx.actor, input);
      const after = { ...before, deletedAt: ctx.now().toISOString() };
      const [answer = before] = await saveEntities(reminderEntity, ctx, scope, [{ before, after, op: "trash" }]);
      return { result: { id }, answer };
    },
  });
}
