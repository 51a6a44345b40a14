import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { EXCERPT_LENGTH, MAX_UNREAD_COUNT, Notification } from "@docket/schema/notification";
import type { CountNotifications, ListNotifications, NotificationCount } from "@docket/schema/notification";
import type { Page } from "@docket/schema/page";
import { Timestamp } from "@docket/schema/timestamp";
import { z } from "zod";
import { canSeePerson, notificationsFor } from "../../access/access.ts";
import { assertVisible } from "../../access/visible.ts";
import { isOpenSql } from "../../entities/task/status.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { cursorOf, toPage } from "../../runtime/cursor.ts";

const cursor = cursorOf("notification.list", z.tuple([z.enum(["false", "true"]), Timestamp, z.uuid()]));

const whenColumns = (name: "start" | "due") =>
  Prisma.raw(`CASE WHEN t.${name}_on IS NOT NULL THEN json_strip_nulls(
    json_build_object('date', t.${name}_on, 'time', t.${name}_time, 'timeZone', t.${name}_zone)) END`);

type Row = Omit<Notification, "createdAt" | "shownAt" | "readAt"> & {
  createdAt: Date;
  shownAt: Date;
  readAt: Date | null;
};

/**
 * Lists the caller's notifications, the newest first, of which `all` begins with those that are unread. The same
 * statement reads titles and names with the caller's present access.
 *
 * @throws DomainError `not_found` for a workspace that the caller can't see
 */
export async function listNotifications(ctx: Ctx, input: ListNotifications): Promise<Page<Notification>> {
  const { workspaceId, show, limit } = input;
  const binding = { workspaceId, show };
  const [wasRead, shownAt, lastId] = cursor.decode(binding, input.cursor) ?? [];
  const afterCursor =
    wasRead === undefined || shownAt === undefined || lastId === undefined
      ? Prisma.sql`true`
      : Prisma.sql`((n.read_at IS NOT NULL) > ${wasRead === "true"} OR (n.read_at IS NOT NULL) = ${wasRead === "true"}
          AND (n.shown_at, n.id) < (${shownAt}::timestamptz, ${lastId}::uuid))`;
  const which = Prisma.sql`n.is_in_app AND ${show === "unread" ? Prisma.sql`n.read_at IS NULL` : Prisma.sql`true`} AND ${afterCursor}`;
  const rows = await readRows(ctx, workspaceId, which, limit + 1);
  if (rows.length === 0) await assertVisible(ctx, workspaceId, {});
  return toPage(rows, limit, ({ readAt, shownAt: time, id }) =>
    cursor.encode(binding, [readAt === null ? "false" : "true", time, id]),
  );
}

/** Reads notifications that the caller can see and that are shown in the app or emailed. */
async function readRows(ctx: Ctx, workspaceId: Id, which: Prisma.Sql, limit: number): Promise<Notification[]> {
  const rows = await ctx.db.$queryRaw<Row[]>`
    SELECT n.workspace_id AS "workspaceId", n.id, n.kind, n.created_at AS "createdAt", n.shown_at AS "shownAt", n.read_at AS "readAt",
      (SELECT json_build_object('id', wm.user_id, 'name', u.name) FROM workspace_member wm JOIN user_account u ON u.id = wm.user_id
        WHERE wm.workspace_id = n.workspace_id AND wm.user_id = n.actor_id AND ${canSeePerson(ctx.actor, workspaceId)}) AS actor,
      CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'title', t.title, 'reference', p.key || '-' || t.number,
        'status', t.status, 'start', ${whenColumns("start")}, 'due', ${whenColumns("due")}) END AS task,
      CASE WHEN s.id IS NOT NULL THEN json_build_object('id', s.id, 'excerpt', left(s.body, ${EXCERPT_LENGTH}::int)) END AS comment,
      CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name, 'color', p.color) END AS project,
      CASE WHEN n.kind IN ('invited', 'role_changed') THEN coalesce(
        (SELECT m.role FROM project_member m
          WHERE m.workspace_id = n.workspace_id AND m.project_id = n.project_id AND m.user_id = n.user_id),
        (SELECT m.role FROM workspace_member m WHERE m.workspace_id = n.workspace_id AND m.user_id = n.user_id)) END AS role
    FROM notification n
    LEFT JOIN task t ON t.workspace_id = n.workspace_id AND t.id = n.task_id
    LEFT JOIN comment s ON s.workspace_id = n.workspace_id AND s.id = n.comment_id
    LEFT JOIN project p ON p.workspace_id = n.workspace_id AND p.id = coalesce(t.project_id, n.project_id)
    WHERE ${notificationsFor(ctx.actor, workspaceId)} AND n.snoozed_until IS NULL AND ${which}
    ORDER BY n.read_at IS NOT NULL, n.shown_at DESC, n.id DESC LIMIT ${limit}`;
  return rows.map(toNotification);
}

/**
 * Returns those of the given notifications that should still be sent: the actor can see them and has not read them,
 * and what they say is still true. The newest come first.
 */
export function findUnread(ctx: Ctx, workspaceId: Id, ids: Id[]): Promise<Notification[]> {
  const isTrue = Prisma.sql`CASE n.kind WHEN 'reminder' THEN ${isOpenSql("t")} AND t.archived_at IS NULL
    WHEN 'assigned' THEN EXISTS (SELECT 1 FROM task_assignee a
      WHERE a.workspace_id = n.workspace_id AND a.task_id = n.task_id AND a.user_id = n.user_id) ELSE true END`;
  const which = Prisma.sql`n.read_at IS NULL AND n.id = ANY(${ids}::uuid[]) AND ${isTrue}`;
  return readRows(ctx, workspaceId, which, ids.length);
}

function toNotification({ createdAt, shownAt, readAt, ...row }: Row): Notification {
  const times = { createdAt: createdAt.toISOString(), shownAt: shownAt.toISOString() };
  return Notification.parse({ ...row, ...times, readAt: readAt?.toISOString() ?? null });
}

/**
 * Counts the caller's unread notifications, up to {@link MAX_UNREAD_COUNT}.
 *
 * @throws DomainError `not_found` for a workspace that the caller can't see
 */
export async function countNotifications(ctx: Ctx, { workspaceId }: CountNotifications): Promise<NotificationCount> {
  const unread = await countUnread(ctx.db, ctx.actor, workspaceId);
  if (unread === 0) await assertVisible(ctx, workspaceId, {});
  return { unread };
}

/** Returns the number of unread notifications that the actor can see. */
export async function countUnread(db: Tx, actor: Actor, workspaceId: Id): Promise<number> {
  const [row] = await db.$queryRaw<{ unread: number }[]>`
    SELECT count(*)::int AS unread FROM (
      SELECT 1 FROM notification n
      WHERE ${notificationsFor(actor, workspaceId)} AND n.is_in_app AND n.read_at IS NULL AND n.snoozed_until IS NULL
      LIMIT ${MAX_UNREAD_COUNT}) shown`;
  return row?.unread ?? 0;
}
