import type { Prisma } from "@docket/db/generated/client";
import { endInvitationTokens } from "../../identity/account/one-time-token.ts";
import { dropInvitationMails } from "../../identity/mail/queue.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";

/** Returns the condition for invitations that can be accepted at the given time. */
export function openAt(now: Date): Prisma.InvitationWhereInput {
  return { acceptedAt: null, revokedAt: null, expiresAt: { gt: now } };
}

/**
 * Revokes invitations. Their links can no longer be accepted or used to create an account, and unsent emails are
 * deleted.
 *
 * @returns the number of revoked invitations
 */
export async function endInvitations(
  ctx: Pick<Ctx, "now">,
  tx: Tx,
  which: Prisma.InvitationWhereInput & { workspaceId: string },
): Promise<number> {
  const now = ctx.now();
  const ended = await tx.invitation.updateManyAndReturn({
    where: { AND: [which, openAt(now)] },
    data: { revokedAt: now },
    select: { id: true },
  });
  const ids = ended.map((row) => row.id);
  await endInvitationTokens(tx, ids);
  await dropInvitationMails(tx, ids);
  return ended.length;
}
