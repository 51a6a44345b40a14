import type { ChangeEmail, LinkInput, Email } from "@docket/schema/account";
import { foldEmail } from "@docket/schema/account";
import { Id } from "@docket/schema/id";
import { Timestamp } from "@docket/schema/timestamp";
import { z } from "zod";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { AnonymousCtx, Ctx, Tx, PersonCtx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import { isUniqueViolation } from "../../runtime/fault.ts";
import type { EmailTemplates } from "../mail/email-template.ts";
import { dropMails, queueMail, NOTICE_LIFETIME_MS } from "../mail/queue.ts";
import { revokeSessionsOf } from "../session/revoke.ts";
import { linkTo, wrongLink } from "./link.ts";
import type { ClaimedToken } from "./one-time-token.ts";
import { claimOneTimeToken, endOneTimeTokens, issueOneTimeToken } from "./one-time-token.ts";
import { makeResetLink } from "./password.ts";

/** Payload of a link that changes an email address: the new address and the session that requested the change. */
const Change = z.object({ email: z.string(), sessionId: Id });

/** Payload of a link that reverts a change of address: the previous address and the time it was replaced. */
const Revert = z.object({ email: z.string(), at: Timestamp });

/**
 * Verifies the email address of the signed-in account. Requires both the link and a session: if the link alone were
 * enough, users could verify the address of an account that someone else created in their name.
 *
 * @throws DomainError `invalid` if the link is not valid for this account
 */
export async function verifyEmail(ctx: PersonCtx, { token }: LinkInput): Promise<void> {
  const { userId } = ctx.actor;
  await ctx.db.$transaction(async (tx) => {
    const claimed = await claimOneTimeToken(tx, ctx.now(), "verify_email", token);
    if (claimed?.userId !== userId || claimed.email === null) throw wrongLink();
    const isTheirs = await tx.userAccount.count({ where: { id: userId, emailFolded: claimed.email } });
    if (isTheirs === 0) throw wrongLink();
    await markVerified(ctx, tx, claimed.email);
  });
}

/**
 * Marks the caller's email address as verified and revokes the verification links sent to it. Does nothing if the
 * address is already verified or is not `emailFolded`. Call it only after the actor has used a secret sent to this
 * address.
 */
export async function markVerified(ctx: Ctx, tx: Tx, emailFolded: string): Promise<void> {
  const now = ctx.now();
  const { userId } = ctx.actor;
  const [user] = await tx.userAccount.updateManyAndReturn({
    where: { id: userId, emailFolded, emailVerifiedAt: null },
    data: { emailVerifiedAt: now, updatedAt: now },
    select: { email: true },
  });
  if (!user) return;
  await endOneTimeTokens(tx, userId, ["verify_email"]);
  if (user.email !== null) await dropMails(tx, "verify_email", user.email);
  await recordSecurityEvent(tx, ctx.request, now, {
    kind: "user_email_verified",
    outcome: "success",
    actor: ctx.actor,
    subjectId: userId,
  });
}

/**
 * Resends the link that verifies the caller's email address and revokes the older link. Does nothing if the address is
 * already verified.
 */
export async function resendVerification(ctx: PersonCtx): Promise<void> {
  const { userId } = ctx.actor;
  await ctx.db.$transaction(async (tx) => {
    const user = await tx.userAccount.findUniqueOrThrow({
      where: { id: userId },
      select: { email: true, emailVerifiedAt: true },
    });
    if (user.email !== null && user.emailVerifiedAt === null) await sendVerification(ctx, tx, userId, user.email);
  });
}

/**
 * Requests a change of the email address. It takes effect when the link sent to the new address is used. If the new
 * address already has an account, only that account's owner is notified.
 */
export function changeEmail(ctx: PersonCtx, { email }: ChangeEmail): void {
  ctx.runtime.background.run("change of address", () => sendChange(ctx, email));
}

async function sendChange(ctx: PersonCtx, email: string): Promise<void> {
  const { runtime } = ctx;
  const { userId, sessionId } = ctx.actor;
  const emailFolded = foldEmail(email);
  const answer = await runtime.limiter.consume("mail", `change:${emailFolded}`, 1);
  if (!answer.isAllowed) return;
  const now = ctx.now();
  await ctx.db.$transaction(async (tx) => {
    const holder = await tx.userAccount.findUnique({ where: { emailFolded }, select: { id: true, email: true } });
    if (holder && holder.id !== userId && holder.email !== null) {
      return queueAccountExistsMail(ctx, tx, holder.id, holder.email);
    }
    const binding = { purpose: "change_email", userId, email: emailFolded, payload: { email, sessionId } } as const;
    const { secret, expiresAt } = await issueOneTimeToken(tx, now, binding);
    const body = (letters: EmailTemplates) => letters.changeEmail(linkTo(runtime.config, "changeEmail", secret));
    await queueMail(tx, runtime, { kind: "change_email", userId, recipient: email, body, expiresAt });
  });
}

/**
 * Applies a change of address with the link sent to the new address. The session that requested the change must still
 * be live: an ended session may have been an attacker's. All other sessions end. The old address is sent a link that
 * reverts the change.
 *
 * @throws DomainError `invalid` if the link is not valid, `conflict` if another account has taken the address in the
 *   meantime
 */
export async function confirmEmail(ctx: AnonymousCtx, { token }: LinkInput): Promise<void> {
  const { runtime } = ctx;
  const now = ctx.now();
  const userId = await mapUniqueViolation(() =>
    ctx.db.$transaction(async (tx) => {
      const claimed = await claimOneTimeToken(tx, now, "change_email", token);
      const before = claimed && (await lockOwner(tx, claimed));
      if (!claimed || !before) throw wrongLink();
      const { email, sessionId } = Change.parse(claimed.payload);
      const asking = await tx.session.count({ where: { id: sessionId, userId: before.id, revokedAt: null } });
      if (asking === 0) throw wrongLink();
      await setEmail(tx, before.id, email, now);
      await revokeSessionsOf(tx, before.id, "email_changed", now, { id: { not: sessionId } });
      await endOneTimeTokens(tx, before.id, ["reset_password", "verify_email"]);
      const payload = { email: before.email, at: now.toISOString() };
      const revert = await issueOneTimeToken(tx, now, {
        purpose: "revert_email",
        userId: before.id,
        email: before.emailFolded,
        payload,
      });
      await dropMails(tx, "change_email", email);
      await queueMail(tx, runtime, {
        kind: "email_changed",
        userId: before.id,
        recipient: before.email,
        body: (letters) => letters.emailChanged(linkTo(runtime.config, "revertEmail", revert.secret)),
        expiresAt: revert.expiresAt,
      });
      const event = { kind: "authn_email_change", outcome: "success", subjectId: before.id } as const;
      await recordSecurityEvent(tx, ctx.request, now, event);
      return before.id;
    }),
  );
  runtime.notifier.notifyUser(userId);
}

/**
 * Reverts a change of address with the link sent to the old address. Ends all sessions and revokes API tokens created
 * since the change, which locks out the person who made the change. The old address is sent a link to reset the
 * password.
 *
 * @throws DomainError `invalid` if the link is not valid, `conflict` if another account has taken the old address in
 *   the meantime
 */
export async function revertEmail(ctx: AnonymousCtx, { token }: LinkInput): Promise<void> {
  const { runtime } = ctx;
  const now = ctx.now();
  const userId = await mapUniqueViolation(() =>
    ctx.db.$transaction(async (tx) => {
      const claimed = await claimOneTimeToken(tx, now, "revert_email", token);
      const user = claimed && (await lockOwner(tx, claimed));
      if (!claimed || !user) throw wrongLink();
      const { email, at } = Revert.parse(claimed.payload);
      await setEmail(tx, user.id, email, now);
      await revokeSessionsOf(tx, user.id, "email_changed", now);
      await endOneTimeTokens(tx, user.id, ["reset_password", "verify_email", "change_email"]);
      await endLaterReverts(tx, user.id, new Date(at));
      await tx.apiToken.updateMany({
        where: { userId: user.id, revokedAt: null, createdAt: { gte: new Date(at) } },
        data: { revokedAt: now },
      });
      const { link, expiresAt } = await makeResetLink(runtime, tx, { id: user.id, emailFolded: foldEmail(email) });
      const body = (letters: EmailTemplates) => letters.resetPassword(link);
      await queueMail(tx, runtime, { kind: "reset_password", userId: user.id, recipient: email, body, expiresAt });
      const event = { kind: "authn_email_change_reverted", outcome: "success", subjectId: user.id } as const;
      await recordSecurityEvent(tx, ctx.request, now, event);
      return user.id;
    }),
  );
  runtime.notifier.notifyUser(userId);
}

/**
 * Revokes unused revert links created since a change. An attacker who changed the address twice has a link that would
 * restore one of the attacker's addresses. Links from before the change stay valid.
 */
async function endLaterReverts(tx: Tx, userId: Id, since: Date): Promise<void> {
  await tx.oneTimeToken.deleteMany({
    where: { userId, purpose: "revert_email", usedAt: null, createdAt: { gte: since } },
  });
}

async function setEmail(tx: Tx, userId: Id, email: string, now: Date): Promise<void> {
  await tx.userAccount.update({
    where: { id: userId },
    data: {
      email,
      emailFolded: foldEmail(email),
      emailVerifiedAt: now,
      securityVersion: { increment: 1 },
      updatedAt: now,
    },
  });
}

type Owner = { id: Id; email: string; emailFolded: string };

async function lockOwner(tx: Tx, { userId }: ClaimedToken): Promise<Owner | null> {
  const [row] = await tx.$queryRaw<Owner[]>`
    SELECT id, email, email_folded AS "emailFolded" FROM user_account
    WHERE id = ${userId}::uuid AND status = 'active' FOR UPDATE`;
  return row ?? null;
}

/** Maps a unique violation to `conflict`: the address already has an account. */
async function mapUniqueViolation<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError("conflict", "This email already has an account.");
    throw error;
  }
}

/** Queues an email that tells the owner of an address that someone tried to create an account with it. */
export async function queueAccountExistsMail(
  { runtime, now }: AnonymousCtx,
  tx: Tx,
  userId: Id,
  recipient: Email,
): Promise<void> {
  await queueMail(tx, runtime, {
    kind: "account_exists",
    userId,
    recipient,
    body: (letters) => letters.accountExists(new URL("/login", runtime.config.appUrls[0]).href),
    expiresAt: new Date(now().getTime() + NOTICE_LIFETIME_MS),
  });
}

/** Queues the email with the link that verifies a user's address. */
export async function sendVerification(ctx: AnonymousCtx, tx: Tx, userId: Id, email: Email): Promise<void> {
  const { runtime } = ctx;
  const binding = { purpose: "verify_email", userId, email: foldEmail(email) } as const;
  const { secret, expiresAt } = await issueOneTimeToken(tx, ctx.now(), binding);
  const body = (letters: EmailTemplates) => letters.verifyEmail(linkTo(runtime.config, "verify", secret));
  await queueMail(tx, runtime, { kind: "verify_email", userId, recipient: email, body, expiresAt });
}
