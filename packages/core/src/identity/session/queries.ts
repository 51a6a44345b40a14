import type { SignedIn } from "@docket/schema/account";
import type { Page } from "@docket/schema/page";
import type { ListSessions, Session } from "@docket/schema/session";
import type { PersonCtx } from "../../runtime/ctx.ts";
import { cursorOf, TimeAndId, toPage } from "../../runtime/cursor.ts";
import { accountSelect, toAccount } from "../account-row.ts";
import { freshUntil } from "./fresh.ts";

const cursor = cursorOf("session.list", TimeAndId);

/** Returns a page of the caller's own live sessions, most recently used first. */
export async function listSessions(ctx: PersonCtx, { limit, cursor: text }: ListSessions): Promise<Page<Session>> {
  const { userId, sessionId } = ctx.actor;
  const now = ctx.now();
  const [seen, lastId] = cursor.decode(userId, text) ?? [];
  const afterCursor =
    seen === undefined || lastId === undefined
      ? {}
      : { OR: [{ lastSeenAt: { lt: new Date(seen) } }, { lastSeenAt: new Date(seen), id: { lt: lastId } }] };
  const rows = await ctx.db.session.findMany({
    where: { userId, revokedAt: null, idleExpiresAt: { gt: now }, absoluteExpiresAt: { gt: now }, AND: afterCursor },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const page = toPage(rows, limit, (row) => cursor.encode(userId, [row.lastSeenAt.toISOString(), row.id]));
  const items = page.items.map((row) => ({
    id: row.id,
    isCurrent: row.id === sessionId,
    label: row.label,
    userAgent: row.userAgent,
    ipPrefix: row.ipPrefix,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.idleExpiresAt.toISOString(),
  }));
  return { items, nextCursor: page.nextCursor };
}

/** Returns the caller's account and session. */
export async function getCurrentSession({ db, actor }: PersonCtx): Promise<SignedIn> {
  const row = await db.userAccount.findUniqueOrThrow({ where: { id: actor.userId }, select: accountSelect });
  return {
    account: toAccount(row),
    sessionId: actor.sessionId,
    freshUntil: freshUntil(actor.authenticatedAt).toISOString(),
  };
}
