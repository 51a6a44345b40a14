import type { ChangePassword, CompleteReset, RequestReset } from "@docket/schema/account";
import { foldEmail } from "@docket/schema/account";
import type { Id } from "@docket/schema/id";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { AnonymousCtx, Tx, PersonCtx } from "../../runtime/ctx.ts";
import { DomainError, invalid } from "../../runtime/error.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { EmailTemplates } from "../mail/email-template.ts";
import { dropMails, NOTICE_LIFETIME_MS, queueMail } from "../mail/queue.ts";
import type { TokenCookies } from "../session/cookie.ts";
import { accessTokenFor } from "../session/open.ts";
import { provePassword } from "../session/prove-password.ts";
import { revokeSessionsOf } from "../session/revoke.ts";
import { linkTo, wrongLink } from "./link.ts";
import { claimOneTimeToken, endOneTimeTokens, findOneTimeToken, issueOneTimeToken } from "./one-time-token.ts";
import { requireGoodPassword } from "./password-rule.ts";

/**
 * Changes the caller's password. Ends their other sessions unless the caller opts out. Either way, all earlier access
 * tokens become invalid, so a new one is issued to this browser.
 *
 * @throws DomainError `invalid` for a wrong current password or an unacceptable new one, `too_many_requests`
 */
export async function changePassword(ctx: PersonCtx, input: ChangePassword): Promise<TokenCookies> {
  const { userId, sessionId } = ctx.actor;
  const user = await ctx.db.userAccount.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, emailFolded: true, name: true, passwordHash: true },
  });
  const isProved = await provePassword(ctx, {
    account: { id: userId, passwordHash: user.passwordHash, isActive: true },
    email: user.emailFolded ?? "",
    password: input.currentPassword,
    deviceToken: null,
    sessionId,
  });
  if (!isProved) throw invalid("currentPassword", "The password is wrong.", "wrong_password");
  await requireGoodPassword(input.newPassword, { email: user.email ?? "", name: user.name }, "newPassword");
  const passwordHash = await ctx.runtime.passwords.hashPassword(input.newPassword);
  const now = ctx.now();
  const securityVersion = await ctx.db.$transaction(async (tx) => {
    const version = await replacePassword(tx, userId, user.passwordHash, passwordHash, now);
    if (version === null)
      throw new DomainError("conflict", "The password was changed elsewhere at the same time. Try again.");
    if (input.endOtherSessions) await revokeSessionsOf(tx, userId, "password_changed", now, { id: { not: sessionId } });
    await tx.session.updateMany({ where: { id: sessionId, userId }, data: { authenticatedAt: now } });
    await endOneTimeTokens(tx, userId, ["reset_password"]);
    await recordSecurityEvent(tx, ctx.request, now, {
      kind: "authn_password_change",
      outcome: "success",
      actor: ctx.actor,
      subjectId: userId,
    });
    if (user.email !== null) await queuePasswordChangedMail(ctx.runtime, tx, userId, user.email);
    return version;
  });
  ctx.runtime.notifier.notifyUser(userId);
  return { access: await accessTokenFor(ctx.runtime, { id: userId, securityVersion }, sessionId, now) };
}

/**
 * Replaces the stored password hash if it still equals `before`.
 *
 * @returns the new security version, or null if the password has changed since it was read
 */
async function replacePassword(
  tx: Tx,
  userId: Id,
  before: string | null,
  after: string,
  now: Date,
): Promise<number | null> {
  const [row] = await tx.userAccount.updateManyAndReturn({
    where: { id: userId, status: "active", passwordHash: before },
    data: { passwordHash: after, securityVersion: { increment: 1 }, updatedAt: now },
    select: { securityVersion: true },
  });
  return row?.securityVersion ?? null;
}

async function queuePasswordChangedMail(runtime: Runtime, tx: Tx, userId: Id, recipient: string): Promise<void> {
  await queueMail(tx, runtime, {
    kind: "password_changed",
    userId,
    recipient,
    body: (letters) => letters.passwordChanged(new URL("/forgot", runtime.config.appUrls[0]).href),
    expiresAt: new Date(runtime.clock().getTime() + NOTICE_LIFETIME_MS),
  });
}

/**
 * Emails a password reset link if the address has an account. The response does not reveal whether it has one, because
 * it is sent before the account is looked up.
 */
export function requestReset(ctx: AnonymousCtx, { email }: RequestReset): void {
  ctx.runtime.background.run("reset", () => sendReset(ctx, foldEmail(email)));
}

async function sendReset(ctx: AnonymousCtx, emailFolded: string): Promise<void> {
  const { runtime } = ctx;
  const answer = await runtime.limiter.consume("mail", `reset:${emailFolded}`, 1);
  if (!answer.isAllowed) return;
  await ctx.db.$transaction(async (tx) => {
    const user = await tx.userAccount.findUnique({
      where: { emailFolded, status: "active" },
      select: { id: true, email: true },
    });
    if (!user?.email) return;
    const { link, expiresAt } = await makeResetLink(runtime, tx, { id: user.id, emailFolded });
    const body = (letters: EmailTemplates) => letters.resetPassword(link);
    await queueMail(tx, runtime, { kind: "reset_password", userId: user.id, recipient: user.email, body, expiresAt });
    await recordSecurityEvent(tx, ctx.request, ctx.now(), {
      kind: "authn_password_reset_request",
      outcome: "success",
      subjectId: user.id,
    });
  });
}

/** Creates a password reset link and revokes older ones. The caller must record the event in the security log. */
export async function makeResetLink(
  { config, clock }: Runtime,
  tx: Tx,
  user: { id: Id; emailFolded: string },
): Promise<{ link: string; expiresAt: Date }> {
  const binding = { purpose: "reset_password", userId: user.id, email: user.emailFolded } as const;
  const { secret, expiresAt } = await issueOneTimeToken(tx, clock(), binding);
  return { link: linkTo(config, "reset", secret), expiresAt };
}

/**
 * Sets a new password with a reset link, ends all sessions and sends a notice. Does not sign the user in.
 *
 * @throws DomainError `invalid` for an invalid link or an unacceptable password
 */
export async function completeReset(ctx: AnonymousCtx, { token, password }: CompleteReset): Promise<void> {
  const { runtime } = ctx;
  const found = await findOneTimeToken(ctx.db, ctx.now(), "reset_password", token);
  const user = found?.userId ? await findOwner(ctx, found.userId, found.email) : null;
  if (!user) throw wrongLink();
  await requireGoodPassword(password, user);
  const passwordHash = await runtime.passwords.hashPassword(password);
  const now = ctx.now();
  await ctx.db.$transaction(async (tx) => {
    const claimed = await claimOneTimeToken(tx, now, "reset_password", token);
    if (!claimed) throw wrongLink();
    const { count } = await tx.userAccount.updateMany({
      where: { id: user.id, status: "active", emailFolded: user.emailFolded },
      data: { passwordHash, securityVersion: { increment: 1 }, updatedAt: now },
    });
    if (count === 0) throw wrongLink();
    // The link was received at this address, which verifies it.
    await tx.userAccount.updateMany({ where: { id: user.id, emailVerifiedAt: null }, data: { emailVerifiedAt: now } });
    await revokeSessionsOf(tx, user.id, "password_reset", now);
    await dropMails(tx, "reset_password", user.email);
    await recordSecurityEvent(tx, ctx.request, now, {
      kind: "authn_password_reset",
      outcome: "success",
      subjectId: user.id,
    });
    await queuePasswordChangedMail(runtime, tx, user.id, user.email);
  });
  await runtime.limiter.forgive("login_account", user.emailFolded);
  runtime.notifier.notifyUser(user.id);
}

async function findOwner({ db }: AnonymousCtx, id: Id, boundTo: string | null) {
  const row = await db.userAccount.findUnique({
    where: { id, status: "active" },
    select: { id: true, email: true, emailFolded: true, name: true },
  });
  // A link is valid only for the address to which it was sent.
  if (!row?.email || !row.emailFolded || row.emailFolded !== boundTo) return null;
  return { id: row.id, email: row.email, emailFolded: row.emailFolded, name: row.name };
}
