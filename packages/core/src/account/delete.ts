import type { DeleteAccount } from "@docket/schema/account";
import { foldEmail } from "@docket/schema/account";
import type { Id } from "@docket/schema/id";
import type { Tx } from "../ctx.ts";
import { invalid } from "../error.ts";
import { recordSecurityEvent } from "../security/event.ts";
import type { PersonCtx } from "../session/queries.ts";
import { lockAnyUser, requireOtherOwner } from "../user/rank.ts";
import { abandonWorkspaces } from "../workspace/abandon.ts";

/** A person with many projects takes a while; all of it happens or nothing. */
const MAX_MS = 30_000;

/**
 * Deletes the caller's account. What it knew about the person is gone at once: address, name, password, sessions, tokens,
 * preferences, mails, and the address on invitations that are over. A row without any of that stays, so that what they did
 * among others still has somebody who did it. Their own workspaces go to the trash; see abandon.ts for the others.
 *
 * @throws DomainError `invalid` when the address is not the account's, `conflict` for the last owner of the installation
 *   or of a workspace that others are in, and for the only manager of a shared project
 */
export async function deleteAccount(ctx: PersonCtx, { email }: DeleteAccount): Promise<void> {
  const { userId } = ctx.actor;
  const now = ctx.now();
  const workspaceIds = await ctx.db.$transaction(
    async (tx) => {
      const user = await lockAnyUser(tx, userId);
      if (user.emailFolded !== foldEmail(email)) throw invalid("email", "is not the address of this account");
      if (user.role === "owner") await requireOtherOwner(tx, userId);
      const abandoned = await abandonWorkspaces(ctx, tx);
      await forgetPerson(tx, userId, user.email ?? "", now);
      await tx.userAccount.update({ where: { id: userId }, data: { ...TOMBSTONE, deletedAt: now, updatedAt: now } });
      await recordSecurityEvent(tx, ctx.request, now, {
        kind: "user_deleted",
        outcome: "success",
        actor: ctx.actor,
        subjectId: userId,
      });
      return abandoned;
    },
    { timeout: MAX_MS },
  );
  for (const workspaceId of workspaceIds) ctx.runtime.notifier.notify(workspaceId);
  ctx.runtime.notifier.notifyUser(userId);
}

/** An account without a person. */
const TOMBSTONE = {
  email: null,
  emailFolded: null,
  name: "",
  passwordHash: null,
  role: "user",
  status: "deleted",
  locale: "en",
  timeZone: "UTC",
  weekStart: 1,
  emailVerifiedAt: null,
  securityVersion: { increment: 1 },
};

async function forgetPerson(tx: Tx, userId: Id, email: string, now: Date): Promise<void> {
  await tx.session.deleteMany({ where: { userId } });
  await tx.apiToken.deleteMany({ where: { userId } });
  await tx.oneTimeToken.deleteMany({ where: { userId } });
  await tx.preference.deleteMany({ where: { userId } });
  // An open invitation is still somebody's wish to see whoever has the address, and is still sent; what became of the others
  // has no use for it.
  const isUnsentInvitation = { kind: "invite", userId: null, sentAt: null, expiresAt: { gt: now } };
  await tx.mail.deleteMany({ where: { OR: [{ userId }, { recipient: email, NOT: isUnsentInvitation }] } });
  const emailFolded = foldEmail(email);
  const isOver = { OR: [{ acceptedAt: { not: null } }, { revokedAt: { not: null } }, { expiresAt: { lte: now } }] };
  await tx.invitation.updateMany({ where: { email: emailFolded, AND: isOver }, data: { email: null } });
  await tx.oneTimeToken.deleteMany({ where: { email: emailFolded, usedAt: { not: null } } });
}
