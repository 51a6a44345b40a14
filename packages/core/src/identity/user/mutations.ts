import { foldEmail } from "@docket/schema/account";
import type { Revoked } from "@docket/schema/session";
import type { InviteUser, CreatedLink, SetUserRole, UserRef } from "@docket/schema/user";
import type { SecurityEventKind } from "../../log/security/event.ts";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { Tx, PersonCtx } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import type { Fields } from "../../runtime/json.ts";
import { linkTo } from "../account/link.ts";
import { issueOneTimeToken } from "../account/one-time-token.ts";
import { makeResetLink } from "../account/password.ts";
import { queueNotice } from "../mail/notice.ts";
import { queueMail } from "../mail/queue.ts";
import { revokeSessionsOf } from "../session/revoke.ts";
import { changeRole, reactivate, suspend } from "./account-actions.ts";
import type { LockedUser } from "./authority.ts";
import { lockUser, requireAbove } from "./authority.ts";

// The procedures ensure that the caller is an administrator of the installation. The functions here check which
// accounts the caller may act on.

/**
 * Invites someone to create an account. The link is emailed and also returned, so that the administrator can pass it
 * on.
 *
 * @throws DomainError `conflict` if the address already has an account
 */
export async function inviteUser(ctx: PersonCtx, { email }: InviteUser): Promise<CreatedLink> {
  const { runtime } = ctx;
  const now = ctx.now();
  const emailFolded = foldEmail(email);
  return ctx.db.$transaction(async (tx) => {
    const taken = await tx.userAccount.count({ where: { emailFolded } });
    if (taken > 0) throw new DomainError("conflict", "This email already has an account.");
    const binding = { purpose: "invite", userId: null, email: emailFolded, payload: { email } } as const;
    const { secret, expiresAt } = await issueOneTimeToken(tx, now, binding);
    const link = linkTo(runtime.config, "invite", secret);
    await queueMail(tx, runtime, {
      kind: "invite_account",
      userId: null,
      locale: ctx.request.locale,
      recipient: email,
      body: (letters) => letters.invite(link),
      expiresAt,
    });
    await recordSecurityEvent(tx, ctx.request, now, { kind: "user_invited", outcome: "success", actor: ctx.actor });
    return { link, expiresAt: expiresAt.toISOString() };
  });
}

/**
 * Suspends an account. The account's sessions, links and API tokens stop working with the next request, but its data is
 * kept.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` for the last owner and for the caller's own account
 */
export async function suspendUser(ctx: PersonCtx, { id }: UserRef): Promise<void> {
  if (id === ctx.actor.userId) throw new DomainError("conflict", "You can't suspend yourself.");
  await runAccountAction(ctx, { id }, "user_suspended", async (tx, user, now) => {
    await suspend(tx, user, now);
    return { answer: undefined };
  });
}

/** Reactivates a suspended account. Its API tokens become valid again, but its sessions do not. */
export async function reactivateUser(ctx: PersonCtx, { id }: UserRef): Promise<void> {
  await runAccountAction(ctx, { id }, "user_reactivated", async (tx, _user, now) => {
    await reactivate(tx, id, now);
    return { answer: undefined };
  });
}

/**
 * Changes a user's role in the installation. Callers can only grant and revoke roles below their own, except that
 * owners can also appoint and demote owners.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` for the last owner
 */
export async function setUserRole(ctx: PersonCtx, { id, role }: SetUserRole): Promise<void> {
  requireAbove(ctx.actor, role);
  await runAccountAction(ctx, { id }, "privilege_permissions_changed", async (tx, user, now) => {
    await changeRole(tx, user, role, now);
    return { answer: undefined, meta: { from: user.role, to: role } };
  });
}

/**
 * Creates a password reset link for a user, which the administrator can pass on. Administrators never choose a password
 * themselves, and the user's security log records that the link was created.
 *
 * @throws DomainError `not_found`, `forbidden`, `conflict` for a suspended account
 */
export async function createResetLink(ctx: PersonCtx, { id }: UserRef): Promise<CreatedLink> {
  return runAccountAction(ctx, { id }, "authn_password_reset_link", async (tx, { status, emailFolded }) => {
    if (status !== "active" || emailFolded === null) throw new DomainError("conflict", "This account is suspended.");
    const { link, expiresAt } = await makeResetLink(ctx.runtime, tx, { id, emailFolded });
    return { answer: { link, expiresAt: expiresAt.toISOString() } };
  });
}

/** Ends all sessions of a user. */
export async function revokeUserSessions(ctx: PersonCtx, { id }: UserRef): Promise<Revoked> {
  return runAccountAction(ctx, { id }, "session_revoked", async (tx, _user, now) => {
    const count = await revokeSessionsOf(tx, id, "revoked", now);
    if (count > 0) await queueNotice(ctx, tx, id, "sessions_ended");
    return { answer: { count } };
  });
}

/** The result of an action on an account, and details for the security event. */
type ActionResult<Answer> = { answer: Answer; meta?: Fields };

/**
 * Runs an action on an account with the steps that all actions share: lock, rank check, security event and notification
 * of open streams.
 */
async function runAccountAction<Answer>(
  ctx: PersonCtx,
  { id }: UserRef,
  kind: SecurityEventKind,
  act: (tx: Tx, user: LockedUser, now: Date) => Promise<ActionResult<Answer>>,
): Promise<Answer> {
  const now = ctx.now();
  const answer = await ctx.db.$transaction(async (tx) => {
    const user = await lockUser(tx, ctx.actor, id);
    const actionResult = await act(tx, user, now);
    const event = { kind, outcome: "success", actor: ctx.actor, subjectId: id, meta: actionResult.meta ?? {} } as const;
    await recordSecurityEvent(tx, ctx.request, now, event);
    return actionResult.answer;
  });
  ctx.runtime.notifier.notifyUser(id);
  return answer;
}
