import { Prisma } from "@docket/db/generated/client";
import { foldEmail } from "@docket/schema/account";
import type { Page } from "@docket/schema/page";
import type { Revoked } from "@docket/schema/session";
import { Timestamp } from "@docket/schema/timestamp";
import type { ListPendingPeople, PendingKind, PendingPerson, RevokePending } from "@docket/schema/user";
import { z } from "zod";
import { endInvitations } from "../../entities/invitation/store.ts";
import { dropMails } from "../../identity/mail/queue.ts";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { Tx, PersonCtx } from "../../runtime/ctx.ts";
import { cursorOf, toPage } from "../../runtime/cursor.ts";
import { notFound } from "../../runtime/error.ts";

// The procedures ensure that the caller is an administrator of the installation.

const pendingCursor = cursorOf("user.pending", z.tuple([Timestamp, z.string().regex(/^[0-9a-f]{64}$/)]));

/**
 * Returns the condition for tokens `t` sent to addresses without an account. Invitations sent to existing accounts are
 * not shown to administrators.
 */
function isPending(now: Date): Prisma.Sql {
  return Prisma.sql`t.purpose IN ('verify_email', 'invite') AND t.user_id IS NULL AND t.used_at IS NULL AND t.expires_at > ${now}
    AND t.email IS NOT NULL AND NOT EXISTS (SELECT 1 FROM user_account u WHERE u.email_folded = t.email)`;
}

const kindOf = Prisma.sql`CASE WHEN t.purpose = 'verify_email' THEN 'registration'
    WHEN t.payload ? 'workspaceId' THEN 'workspace' ELSE 'account' END`;

type PendingRow = {
  email: string;
  kind: PendingKind;
  created_at: Date;
  expires_at: Date;
  hash: string;
};

/**
 * Returns a page of the people who have been sent a registration link but have not used it, newest first. They
 * registered themselves, or were invited by an administrator or to a workspace. The workspace is not disclosed.
 */
export async function listPendingPeople(ctx: PersonCtx, input: ListPendingPeople): Promise<Page<PendingPerson>> {
  const { query, limit } = input;
  const [lastCreatedAt, lastHash] = pendingCursor.decode({ query }, input.cursor) ?? [];
  const afterCursor =
    lastCreatedAt === undefined || lastHash === undefined
      ? Prisma.empty
      : Prisma.sql`AND (t.created_at, t.hash) < (${lastCreatedAt}::timestamptz, decode(${lastHash}, 'hex'))`;
  const rows = await ctx.db.$queryRaw<PendingRow[]>`
    SELECT t.email, ${kindOf} AS kind, t.created_at, t.expires_at,
      encode(t.hash, 'hex') AS hash
    FROM one_time_token t WHERE ${isPending(ctx.now())} AND strpos(t.email, ${foldEmail(query)}) > 0 ${afterCursor}
    ORDER BY t.created_at DESC, t.hash DESC LIMIT ${limit + 1}`;
  const page = toPage(rows, limit, (row) => pendingCursor.encode({ query }, [row.created_at.toISOString(), row.hash]));
  return { ...page, items: page.items.map(toPendingPerson) };
}

function toPendingPerson(row: PendingRow): PendingPerson {
  return {
    email: row.email,
    kind: row.kind,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
  };
}

type EndedRow = { email: string; workspace_id: string | null; invitation_id: string | null };

/**
 * Revokes all links of one kind that were sent to an address without an account, and deletes their unsent emails. For
 * workspace invitations, the invitations themselves are revoked too.
 *
 * @throws DomainError `not_found` if there are no such links
 */
export async function revokePending(ctx: PersonCtx, { email, kind }: RevokePending): Promise<Revoked> {
  const now = ctx.now();
  return ctx.db.$transaction(async (tx) => {
    const ended = await tx.$queryRaw<EndedRow[]>`
      DELETE FROM one_time_token t WHERE ${isPending(now)} AND t.email = ${foldEmail(email)} AND ${kindOf} = ${kind}
      RETURNING coalesce(t.payload ->> 'email', t.email) AS email,
        t.payload ->> 'workspaceId' AS workspace_id, t.payload ->> 'invitationId' AS invitation_id`;
    if (ended.length === 0) throw notFound("Link");
    for (const row of ended) await revokeLinkTarget(ctx, tx, kind, row);
    await recordSecurityEvent(tx, ctx.request, now, {
      kind: "user_invitation_revoked",
      outcome: "success",
      actor: ctx.actor,
      meta: { kind, count: ended.length },
    });
    return { count: ended.length };
  });
}

async function revokeLinkTarget(ctx: PersonCtx, tx: Tx, kind: PendingKind, row: EndedRow): Promise<void> {
  const { email, workspace_id: workspaceId, invitation_id: id } = row;
  if (workspaceId !== null && id !== null) await endInvitations(ctx, tx, { workspaceId, id });
  else await dropMails(tx, kind === "registration" ? "verify_email" : "invite_account", email);
}
