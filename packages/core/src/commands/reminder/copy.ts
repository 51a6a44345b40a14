import { addDays } from "@docket/schema/day";
import type { Id } from "@docket/schema/id";
import { uuidv7 } from "@docket/schema/uuid";
import { insertReminders } from "../../entities/reminder/definition.ts";
import { reminderInclude, toReminder } from "../../entities/reminder/row.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";

/** The copy of a task, and the number of days between the dates of the two. */
export type CopiedTask = { workspaceId: Id; id: Id; days: number };

/**
 * Copies everyone's reminders to the next occurrences of their tasks. Those with a date of their own are moved by the
 * days between the occurrences. The copies are not recorded in the change log: they belong to others too, who would
 * have to undo them.
 *
 * @param copyOf the copies, keyed by the ids of the completed tasks
 */
export async function copyReminders(ctx: Ctx, scope: CommandScope, copyOf: ReadonlyMap<Id, CopiedTask>): Promise<void> {
  const [first] = copyOf.values();
  if (first === undefined) return;
  const rows = await scope.tx.reminder.findMany({
    where: { workspaceId: first.workspaceId, taskId: { in: [...copyOf.keys()] }, deletedAt: null },
    orderBy: { id: "asc" },
    include: reminderInclude,
  });
  const now = ctx.now().toISOString();
  const copies = rows.map(toReminder).map((reminder) => {
    const { id: taskId, days } = copyOf.get(reminder.taskId) ?? { id: reminder.taskId, days: 0 };
    const when = reminder.when && { ...reminder.when, date: addDays(reminder.when.date, days) };
    const stamps = { at: null, firedAt: null, version: 1, createdAt: now, updatedAt: now };
    return { ...reminder, id: uuidv7(), taskId, when, ...stamps };
  });
  await insertReminders(scope, copies);
}
