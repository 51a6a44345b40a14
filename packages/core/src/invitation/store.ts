import type { Prisma } from "@docket/db/generated/client";
import { endInvitationTokens } from "../account/one-time-token.ts";
import type { Ctx, Tx } from "../ctx.ts";
import { dropInvitationMails } from "../mail/queue.ts";

/** Invitations that can still be accepted. */
export function openAt(now: Date): Prisma.InvitationWhereInput {
  return { acceptedAt: null, revokedAt: null, expiresAt: { gt: now } };
}

/**
 * Takes invitations back: their links neither let anybody in nor make an account any more, and are not sent any more.
 *
 * @returns how many there were
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
