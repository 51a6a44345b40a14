import type { Prisma } from "@docket/db/generated/client";
import { SecurityEvent } from "@docket/schema/security-event";
import type { ListOwnSecurityEvents, ListSecurityEvents, SecurityEventPage } from "@docket/schema/security-event";
import type { PersonCtx } from "../../runtime/ctx.ts";
import { cursorOf, TimeAndId, toPage } from "../../runtime/cursor.ts";

const allCursor = cursorOf("security-event.list", TimeAndId);
const ownCursor = cursorOf("security-event.own", TimeAndId);

const newestFirst = [{ at: "desc" }, { id: "desc" }] satisfies Prisma.SecurityEventOrderByWithRelationInput[];

/** Returns a page of the installation's security log, newest first. The procedure restricts this to administrators. */
export async function listSecurityEvents(ctx: PersonCtx, input: ListSecurityEvents): Promise<SecurityEventPage> {
  const { userId, limit, cursor, ...filter } = input;
  const binding = JSON.stringify({ userId, ...filter });
  const rows = await ctx.db.securityEvent.findMany({
    where: {
      AND: [
        afterCursor(allCursor.decode(binding, cursor)),
        matching(filter),
        userId === undefined ? {} : aboutUser(userId),
      ],
    },
    orderBy: newestFirst,
    take: limit + 1,
  });
  const page = toPage(rows.map(toSecurityEvent), limit, (event) => allCursor.encode(binding, [event.at, event.id]));
  return { ...page, names: await namesOf(ctx, page.items) };
}

/**
 * Returns a page of the caller's actions and of actions that affect their account, newest first. For the actions of
 * other users, the session, token, IP address and request are omitted.
 */
export async function listOwnSecurityEvents(ctx: PersonCtx, input: ListOwnSecurityEvents): Promise<SecurityEventPage> {
  const { userId } = ctx.actor;
  const { limit, cursor, ...filter } = input;
  const binding = JSON.stringify({ userId, ...filter });
  const rows = await ctx.db.securityEvent.findMany({
    where: { AND: [afterCursor(ownCursor.decode(binding, cursor)), matching(filter), aboutUser(userId)] },
    orderBy: newestFirst,
    take: limit + 1,
  });
  const events = rows.map(toSecurityEvent).map((event) => {
    if (event.actorId === userId || event.actorId === null) return event;
    return Object.assign(event, { sessionId: null, tokenId: null, ipPrefix: null, requestId: null });
  });
  const page = toPage(events, limit, (event) => ownCursor.encode(binding, [event.at, event.id]));
  return { ...page, names: await namesOf(ctx, page.items) };
}

function matching({
  kind,
  outcome,
  from,
  to,
}: Omit<ListOwnSecurityEvents, "limit" | "cursor">): Prisma.SecurityEventWhereInput {
  return {
    ...(kind !== undefined && { kind }),
    ...(outcome !== undefined && { outcome }),
    at: { ...(from !== undefined && { gte: from }), ...(to !== undefined && { lt: to }) },
  };
}

/** Returns the names of the actors and subjects of events. */
async function namesOf({ db }: PersonCtx, events: SecurityEvent[]): Promise<Record<string, string>> {
  const ids = new Set(events.flatMap(({ actorId, subjectId }) => [actorId ?? [], subjectId ?? []].flat()));
  const people = await db.userAccount.findMany({
    where: { id: { in: [...ids] }, status: { not: "deleted" } },
    select: { id: true, name: true },
  });
  return Object.fromEntries(people.map(({ id, name }) => [id, name]));
}

function aboutUser(userId: string): Prisma.SecurityEventWhereInput {
  return { OR: [{ actorId: userId }, { subjectId: userId }] };
}

function afterCursor(values: string[] | null): Prisma.SecurityEventWhereInput {
  const [at, id] = values ?? [];
  if (at === undefined || id === undefined) return {};
  return { OR: [{ at: { lt: new Date(at) } }, { at: new Date(at), id: { lt: id } }] };
}

function toSecurityEvent(row: Prisma.SecurityEventGetPayload<object>): SecurityEvent {
  return SecurityEvent.parse({ ...row, at: row.at.toISOString() });
}
