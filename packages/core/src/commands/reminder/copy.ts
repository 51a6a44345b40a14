import type { Id } from "@docket/schema/id";
import { copyReminderRows } from "../../entities/reminder/definition.ts";
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
  const copies = [...copyOf].map(([id, { id: copyId, days }]) => ({ id, copyId, days }));
  await copyReminderRows(scope, first.workspaceId, copies, ctx.now());
}
