import type { Prisma } from "@docket/db/generated/client";
import type { Page } from "@docket/schema/page";
import { SecurityEvent } from "@docket/schema/security-event";
import type { ListOwnSecurityEvents, ListSecurityEvents } from "@docket/schema/security-event";
import { cursorOf, TimeAndId, toPage } from "../cursor.ts";
import type { PersonCtx } from "../session/queries.ts";

const allCursor = cursorOf("security-event.list", TimeAndId);
const ownCursor = cursorOf("security-event.own", TimeAndId);

const newestFirst = [{ at: "desc" }, { id: "desc" }] satisfies Prisma.SecurityEventOrderByWithRelationInput[];

/** A page of the security log of the installation, the newest first. Administrators only (the procedure sees to that). */
export async function listSecurityEvents(
  ctx: PersonCtx,
  { kind, userId, limit, cursor }: ListSecurityEvents,
): Promise<Page<SecurityEvent>> {
  const binding = { kind: kind ?? null, userId: userId ?? null };
  const rows = await ctx.db.securityEvent.findMany({
    where: {
      ...(kind !== undefined && { kind }),
      AND: [behind(allCursor.decode(binding, cursor)), userId === undefined ? {} : concerning(userId)],
    },
    orderBy: newestFirst,
    take: limit + 1,
  });
  return toPage(rows.map(toSecurityEvent), limit, (event) => allCursor.encode(binding, [event.at, event.id]));
}

/**
 * A page of what the caller did and of what was done to their account, the newest first. Of others' acts they learn who and
 * what, not from where.
 */
export async function listOwnSecurityEvents(
  ctx: PersonCtx,
  { limit, cursor }: ListOwnSecurityEvents,
): Promise<Page<SecurityEvent>> {
  const { userId } = ctx.actor;
  const rows = await ctx.db.securityEvent.findMany({
    where: { AND: [behind(ownCursor.decode(userId, cursor)), concerning(userId)] },
    orderBy: newestFirst,
    take: limit + 1,
  });
  const events = rows.map(toSecurityEvent).map((event) => {
    if (event.actorId === userId || event.actorId === null) return event;
    return Object.assign(event, { sessionId: null, tokenId: null, ipPrefix: null, requestId: null });
  });
  return toPage(events, limit, (event) => ownCursor.encode(userId, [event.at, event.id]));
}

function concerning(userId: string): Prisma.SecurityEventWhereInput {
  return { OR: [{ actorId: userId }, { subjectId: userId }] };
}

function behind(values: string[] | null): Prisma.SecurityEventWhereInput {
  const [at, id] = values ?? [];
  if (at === undefined || id === undefined) return {};
  return { OR: [{ at: { lt: new Date(at) } }, { at: new Date(at), id: { lt: id } }] };
}

function toSecurityEvent(row: Prisma.SecurityEventGetPayload<object>): SecurityEvent {
  return SecurityEvent.parse({ ...row, at: row.at.toISOString() });
}
