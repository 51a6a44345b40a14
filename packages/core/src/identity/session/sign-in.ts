import { findKnownDevice } from "@docket/auth/device-token";
import type { SignedIn } from "@docket/schema/account";
import { foldEmail } from "@docket/schema/account";
import type { Id } from "@docket/schema/id";
import { InstanceRole } from "@docket/schema/role";
import type { SignIn } from "@docket/schema/session";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { UserActor } from "../../runtime/actor.ts";
import { authenticatedActor } from "../../runtime/actor.ts";
import type { AnonymousCtx, Tx } from "../../runtime/ctx.ts";
import { accountSelect, toAccount } from "../account-row.ts";
import { queueNotice } from "../mail/notice.ts";
import type { TokenCookies } from "./cookie.ts";
import { freshUntil } from "./fresh.ts";
import { openSession } from "./open.ts";
import { provePassword, wrongCredentials } from "./prove-password.ts";

export type SignInResult = { signedIn: SignedIn; cookies: TokenCookies };

/**
 * Signs a user in with a password and opens a new session. A password hash that is weaker than the current parameters
 * is replaced.
 *
 * @param deviceToken the device cookie sent by the browser
 * @throws DomainError `unauthorized` for a wrong password, an unknown address and a suspended account, with the same
 *   message and after the same time; `too_many_requests`
 */
export async function signIn(
  ctx: AnonymousCtx,
  { email, password }: SignIn,
  deviceToken: string | null,
): Promise<SignInResult> {
  const emailFolded = foldEmail(email);
  const user = await ctx.db.userAccount.findUnique({
    where: { emailFolded },
    select: { id: true, passwordHash: true, status: true },
  });
  const account = user && { id: user.id, passwordHash: user.passwordHash, isActive: user.status === "active" };
  const isProved = await provePassword(ctx, { account, email: emailFolded, password, deviceToken });
  if (!isProved || !account?.passwordHash) throw wrongCredentials();

  const { passwordHash } = account;
  const { passwords } = ctx.runtime;
  const betterHash = passwords.needsRehash(passwordHash) ? await passwords.hashPassword(password) : null;
  return ctx.db.$transaction(async (tx) => {
    // The password may have been changed or the account suspended since the account was read.
    const isCurrent = await lockAccount(tx, account.id, passwordHash);
    if (!isCurrent) throw wrongCredentials();
    if (betterHash !== null) {
      await tx.userAccount.update({ where: { id: account.id }, data: { passwordHash: betterHash } });
    }
    const entered = await openRecordedSession(ctx, tx, account.id, deviceToken);
    const device = findKnownDevice(ctx.runtime.keys.deviceToken, deviceToken ?? undefined, account.id);
    if (device === null) await queueNotice(ctx, tx, account.id, "new_sign_in");
    return entered;
  });
}

async function lockAccount(tx: Tx, userId: Id, passwordHash: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM user_account
    WHERE id = ${userId}::uuid AND password_hash = ${passwordHash} AND status = 'active' FOR UPDATE`;
  return rows.length === 1;
}

/**
 * Opens a session for a user who has just authenticated, and records the sign-in. The caller's transaction must have
 * locked or created the user's row.
 */
export async function openRecordedSession(
  ctx: AnonymousCtx,
  tx: Tx,
  userId: Id,
  deviceToken: string | null,
): Promise<SignInResult> {
  const now = ctx.now();
  const row = await tx.userAccount.findUniqueOrThrow({
    where: { id: userId },
    select: { ...accountSelect, securityVersion: true },
  });
  const { securityVersion, ...account } = row;
  const user = { id: userId, securityVersion };
  const { sessionId, cookies } = await openSession(tx, ctx.runtime, ctx.request, user, deviceToken);
  const actor = authenticatedActor<UserActor>({
    kind: "user",
    userId,
    sessionId,
    role: InstanceRole.parse(row.role),
    isVerified: row.emailVerifiedAt !== null,
    authenticatedAt: now,
  });
  await recordSecurityEvent(tx, ctx.request, now, {
    kind: "authn_login_success",
    outcome: "success",
    actor,
    subjectId: userId,
  });
  return { signedIn: { account: toAccount(account), sessionId, freshUntil: freshUntil(now).toISOString() }, cookies };
}
