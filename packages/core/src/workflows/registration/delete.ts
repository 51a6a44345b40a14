import type { DeleteAccount } from "@docket/schema/account";
import { foldEmail } from "@docket/schema/account";
import type { Id } from "@docket/schema/id";
import { leaveAllWorkspaces } from "../../commands/workspace/abandon.ts";
import { lockAnyUser, requireOtherOwner } from "../../identity/user/authority.ts";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { Tx, PersonCtx } from "../../runtime/ctx.ts";
import { invalid } from "../../runtime/error.ts";

/** Timeout of the whole transaction, in milliseconds. It is long because a user can have many projects. */
const MAX_MS = 30_000;

/**
 * Deletes the caller's account. Immediately removes all personal data: email address, name, password, sessions, tokens,
 * preferences, emails, and the address in invitations that are no longer open. A row without any of this data remains
 * as the author of the user's content in shared workspaces. The user's own workspaces are trashed. For other
 * workspaces, see abandon.ts.
 *
 * @throws DomainError `invalid` if `email` is not the account's address; `conflict` for the last owner of the
 *   installation, the last owner of a workspace with other members, and the only manager of a shared project
 */
export async function deleteAccount(ctx: PersonCtx, { email }: DeleteAccount): Promise<void> {
  const { userId } = ctx.actor;
  const now = ctx.now();
  const workspaceIds = await ctx.db.$transaction(
    async (tx) => {
      const user = await lockAnyUser(tx, userId);
      if (user.emailFolded !== foldEmail(email)) throw invalid("email", "does not match this account");
      if (user.role === "owner") await requireOtherOwner(tx, userId);
      const abandoned = await leaveAllWorkspaces(ctx, tx);
      await deletePersonalData(tx, userId, user.email ?? "", now);
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

/** Values in the row of a deleted account. */
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
  clock: null,
  dateOrder: null,
  emailVerifiedAt: null,
  securityVersion: { increment: 1 },
};

async function deletePersonalData(tx: Tx, userId: Id, email: string, now: Date): Promise<void> {
  await tx.session.deleteMany({ where: { userId } });
  await tx.apiToken.deleteMany({ where: { userId } });
  await tx.oneTimeToken.deleteMany({ where: { userId } });
  await tx.preference.deleteMany({ where: { userId } });
  // An open invitation is still intended for the owner of the address, so it is still sent. Accepted, revoked and
  // expired invitations don't need the address.
  const isUnsentInvitation = { kind: "invite", userId: null, sentAt: null, expiresAt: { gt: now } };
  await tx.mail.deleteMany({ where: { OR: [{ userId }, { recipient: email, NOT: isUnsentInvitation }] } });
  const emailFolded = foldEmail(email);
  const isOver = { OR: [{ acceptedAt: { not: null } }, { revokedAt: { not: null } }, { expiresAt: { lte: now } }] };
  await tx.invitation.updateMany({ where: { email: emailFolded, AND: isOver }, data: { email: null } });
  await tx.oneTimeToken.deleteMany({ where: { email: emailFolded, usedAt: { not: null } } });
}
