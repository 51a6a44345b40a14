import type { Prisma } from "@docket/db/generated/client";
import type { ListPendingMails, PendingMail } from "@docket/schema/instance";
import type { Page } from "@docket/schema/page";
import { InstanceRole } from "@docket/schema/role";
import type { UserActor } from "../../runtime/actor.ts";
import type { PersonCtx } from "../../runtime/ctx.ts";
import { cursorOf, TimeAndId, toPage } from "../../runtime/cursor.ts";
import { isAbove } from "../user/authority.ts";

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

/** Returns the condition that matches emails that are unsent and have not expired at `now`. */
export function pendingAt(now: Date): Prisma.MailWhereInput {
  return { sentAt: null, expiresAt: { gt: now } };
}

/**
 * Returns whether an administrator can read an email. Its link gives access to the account, so the account must have a
 * lower role than the administrator or not exist yet.
 */
export function canOpenMail(actor: UserActor, mail: { user: { role: string } | null }): boolean {
  return mail.user === null || isAbove(actor, InstanceRole.parse(mail.user.role));
}

/** Lists the unsent emails, newest first, without their text. The procedure restricts this to administrators. */
export async function listPendingMails(
  ctx: PersonCtx,
  { limit, cursor: text }: ListPendingMails,
): Promise<Page<PendingMail>> {
  const [lastCreatedAt, lastId] = cursor.decode(null, text) ?? [];
  const afterCursor =
    lastCreatedAt === undefined || lastId === undefined
      ? {}
      : {
          OR: [
            { createdAt: { lt: new Date(lastCreatedAt) } },
            { createdAt: new Date(lastCreatedAt), id: { lt: lastId } },
          ],
        };
  const rows = await ctx.db.mail.findMany({
    where: { AND: [pendingAt(ctx.now()), afterCursor] },
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
    canOpen: canOpenMail(actor, row),
  };
}
