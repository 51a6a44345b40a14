import type { Id } from "@docket/schema/id";
import type { Page } from "@docket/schema/page";
import { MAX_PENDING_REMINDERS } from "@docket/schema/reminder";
import type { ListPendingReminders, ListReminders, PendingReminders, Reminder } from "@docket/schema/reminder";
import { anyRemindersFor, remindersFor } from "../../access/access.ts";
import { assertVisible } from "../../access/visible.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ctx, Ref, Tx } from "../../runtime/ctx.ts";
import { TimeAndId, cursorOf, toPage } from "../../runtime/cursor.ts";
import { notFound } from "../../runtime/error.ts";
import { openTasks } from "../task/status.ts";
import type { PlacedReminder } from "./row.ts";
import { reminderInclude, toReminder } from "./row.ts";

const cursor = cursorOf("reminder.list", TimeAndId);

/** Returns the actor's own of the given reminders, in no particular order. */
export async function findReminders(
  db: Tx,
  actor: Actor,
  workspaceId: Id,
  ids: Id[],
  trash: "live" | "any" = "live",
): Promise<PlacedReminder[]> {
  const access = trash === "live" ? remindersFor(actor) : anyRemindersFor(actor);
  const rows = await db.reminder.findMany({
    where: { workspaceId, id: { in: ids }, AND: access },
    include: reminderInclude,
  });
  return rows.map(toReminder);
}

/**
 * Returns one of the actor's reminders.
 *
 * @throws DomainError `not_found`, also for the reminder of another person or of a task that the actor can't see
 */
export async function requireReminder(
  db: Tx,
  actor: Actor,
  { workspaceId, id }: Ref,
  trash: "live" | "any" = "live",
): Promise<PlacedReminder> {
  const [reminder] = await findReminders(db, actor, workspaceId, [id], trash);
  if (!reminder) throw notFound("Reminder");
  return reminder;
}

/**
 * Lists the caller's reminders of a task or, without a task, those that are still to come, in the order of their
 * creation.
 *
 * @throws DomainError `not_found` for a workspace or task that the caller can't see
 */
export async function listReminders(ctx: Ctx, input: ListReminders): Promise<Page<Reminder>> {
  const { workspaceId, taskId, limit } = input;
  const binding = { workspaceId, taskId: taskId ?? null };
  const [createdAt, lastId] = cursor.decode(binding, input.cursor) ?? [];
  const afterCursor =
    createdAt === undefined || lastId === undefined
      ? {}
      : { OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: lastId } }] };
  const rows = await ctx.db.reminder.findMany({
    where: {
      workspaceId,
      ...(taskId === undefined ? { firedAt: null } : { taskId }),
      AND: [remindersFor(ctx.actor), afterCursor],
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: limit + 1,
    include: reminderInclude,
  });
  if (rows.length === 0) await assertVisible(ctx, workspaceId, { parentId: taskId });
  return toPage(rows.map(toReminder), limit, (reminder) => cursor.encode(binding, [reminder.createdAt, reminder.id]));
}

/**
 * Returns the caller's next reminders of open tasks, up to {@link MAX_PENDING_REMINDERS}. Lists of tasks mark the tasks
 * of these.
 *
 * @throws DomainError `not_found` for a workspace that the caller can't see
 */
export async function listPendingReminders(ctx: Ctx, { workspaceId }: ListPendingReminders): Promise<PendingReminders> {
  const items = await ctx.db.reminder.findMany({
    where: {
      workspaceId,
      firedAt: null,
      at: { not: null },
      AND: [remindersFor(ctx.actor), { task: { ...openTasks, archivedAt: null } }],
    },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    take: MAX_PENDING_REMINDERS,
    select: { id: true, taskId: true },
  });
  if (items.length === 0) await assertVisible(ctx, workspaceId, {});
  return { items };
}
