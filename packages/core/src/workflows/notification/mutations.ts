import { Prisma } from "@docket/db/generated/client";
import type { CommandInput } from "@docket/schema/command-input";
import type { Id } from "@docket/schema/id";
import type {
  MarkNotificationsRead,
  MarkNotificationsUnread,
  NotificationCount,
  SnoozeNotifications,
} from "@docket/schema/notification";
import { notificationsFor } from "../../access/access.ts";
import { assertVisible } from "../../access/visible.ts";
import { command } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { notFound } from "../../runtime/error.ts";
import { notificationsChanged } from "./arrival.ts";
import { countUnread } from "./queries.ts";

/**
 * Marks the given notifications as read, or all that were shown up to a time.
 *
 * @returns the number of those that are still unread
 * @throws DomainError `not_found` if the caller can't see one of them
 */
export function markNotificationsRead(ctx: Ctx, input: MarkNotificationsRead): Promise<NotificationCount> {
  const { ids, through } = input;
  const which =
    ids === undefined
      ? Prisma.sql`n.shown_at <= ${through}::timestamptz AND n.is_in_app AND n.snoozed_until IS NULL`
      : isOneOf(ids);
  const change = { set: Prisma.sql`read_at = ${ctx.now()}`, unless: Prisma.sql`n.read_at IS NOT NULL` };
  return changeNotifications(ctx, input, "notification.markRead", { ids, which, ...change });
}

/** Marks notifications as unread, which undoes {@link markNotificationsRead}. */
export function markNotificationsUnread(ctx: Ctx, input: MarkNotificationsUnread): Promise<NotificationCount> {
  const { ids } = input;
  const change = { set: Prisma.sql`read_at = NULL`, unless: Prisma.sql`n.read_at IS NULL` };
  return changeNotifications(ctx, input, "notification.markUnread", { ids, which: isOneOf(ids), ...change });
}

/** Hides notifications until a time. Without a time, it shows hidden ones again. */
export function snoozeNotifications(ctx: Ctx, input: SnoozeNotifications): Promise<NotificationCount> {
  const { ids, until } = input;
  const set = Prisma.sql`snoozed_until = ${until}::timestamptz, read_at = NULL`;
  const unless = Prisma.sql`n.snoozed_until IS NOT DISTINCT FROM ${until}::timestamptz`;
  return changeNotifications(ctx, input, "notification.snooze", { ids, which: isOneOf(ids), set, unless });
}

function isOneOf(ids: Id[]): Prisma.Sql {
  return Prisma.sql`n.id = ANY(${ids}::uuid[])`;
}

type NotificationChange = {
  /** The notifications that must exist. */
  ids: Id[] | undefined;
  which: Prisma.Sql;
  set: Prisma.Sql;
  /** Condition on the notifications that are already as they should be. */
  unless: Prisma.Sql;
};

/** Changes some of the caller's notifications, and tells their other pages. */
function changeNotifications(
  ctx: Ctx,
  input: CommandInput,
  kind: string,
  { ids, which, set, unless }: NotificationChange,
): Promise<NotificationCount> {
  const { workspaceId } = input;
  const mine = Prisma.sql`${notificationsFor(ctx.actor, workspaceId)} AND ${which}`;
  return command(ctx, input, {
    kind,
    replay: async () => ({ unread: await countUnread(ctx.db, ctx.actor, workspaceId) }),
    run: async ({ tx, record }) => {
      if (ids === undefined) await assertVisible({ actor: ctx.actor, db: tx }, workspaceId, {});
      else {
        const visible = await tx.$queryRaw<unknown[]>`SELECT 1 FROM notification n WHERE ${mine}`;
        if (visible.length < new Set(ids).size) throw notFound("Notification");
      }
      const changed = await tx.$executeRaw`UPDATE notification n SET ${set} WHERE ${mine} AND NOT (${unless})`;
      if (changed > 0) record(notificationsChanged(ctx.actor.userId));
      return { result: null, answer: { unread: await countUnread(tx, ctx.actor, workspaceId) } };
    },
  });
}
