import type { Prisma } from "@docket/db/generated/client";
import type { ListPendingMails, PendingMail } from "@docket/schema/instance";
import type { Page } from "@docket/schema/page";
import { InstanceRole } from "@docket/schema/role";
import type { UserActor } from "../actor.ts";
import { cursorOf, TimeAndId, toPage } from "../cursor.ts";
import type { PersonCtx } from "../session/queries.ts";
import { isAbove } from "../user/rank.ts";

const cursor = cursorOf("mail.list", TimeAndId);

export const pendingSelect = {
  id: true,
  kind: true,
  userId: true,
  recipient: true,
  createdAt: true,
  expiresAt: true,
  attempts: true,
  lastError: true,
  user: { select: { role: true } },
} satisfies Prisma.MailSelect;

type PendingRow = Prisma.MailGetPayload<{ select: typeof pendingSelect }>;

/** Mails that were not sent and are still worth something. */
export function pendingAt(now: Date): Prisma.MailWhereInput {
  return { sentAt: null, expiresAt: { gt: now } };
}

/**
 * Whether an administrator may read a mail: a link in it is as good as the account, so it must be one below their own, or
 * none yet.
 */
export function canOpen(actor: UserActor, mail: { user: { role: string } | null }): boolean {
  return mail.user === null || isAbove(actor, InstanceRole.parse(mail.user.role));
}

/** A page of the mails that wait, the newest first, without their words. Administrators only (the procedure sees to that). */
export async function listPendingMails(
  ctx: PersonCtx,
  { limit, cursor: text }: ListPendingMails,
): Promise<Page<PendingMail>> {
  const [made, lastId] = cursor.decode(null, text) ?? [];
  const behind =
    made === undefined || lastId === undefined
      ? {}
      : { OR: [{ createdAt: { lt: new Date(made) } }, { createdAt: new Date(made), id: { lt: lastId } }] };
  const rows = await ctx.db.mail.findMany({
    where: { AND: [pendingAt(ctx.now()), behind] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: pendingSelect,
  });
  const mails = rows.map((row) => toPendingMail(ctx.actor, row));
  return toPage(mails, limit, (mail) => cursor.encode(null, [mail.createdAt, mail.id]));
}

function toPendingMail(actor: UserActor, row: PendingRow): PendingMail {
  return {
    id: row.id,
    kind: row.kind,
    userId: row.userId,
    recipient: row.recipient,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    attempts: row.attempts,
    lastError: row.lastError,
    canOpen: canOpen(actor, row),
  };
}
