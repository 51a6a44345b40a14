import { readRefreshToken, wasIssued } from "@docket/auth/refresh-token";
import type { SignedIn } from "@docket/schema/account";
import type { Id } from "@docket/schema/id";
import type { Reauthenticate, RenameSession, RevokeSessions, Revoked, SessionRef } from "@docket/schema/session";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { AnonymousCtx, PersonCtx } from "../../runtime/ctx.ts";
import { DomainError, invalid, notFound } from "../../runtime/error.ts";
import type { NoticeKind } from "../mail/notice.ts";
import { queueNotice } from "../mail/notice.ts";
import { provePassword } from "./prove-password.ts";
import { getCurrentSession } from "./queries.ts";
import { revokeSessionsOf } from "./revoke.ts";

/**
 * Ends the session of this browser, identified by its access token or, if that has expired, by its refresh token.
 * Idempotent; signing out without a session is a no-op.
 *
 * @param expectedUserId the user whose data the client shows, if the client names one
 * @throws DomainError `unauthorized` if the session is that of another user; it goes on
 */
export async function signOut(
  ctx: AnonymousCtx,
  actor: Actor | null,
  refreshToken: string | null,
  expectedUserId: string | null = null,
): Promise<void> {
  const now = ctx.now();
  const sessionOfToken = refreshToken === null ? null : await findSessionOf(ctx, refreshToken);
  const byToken = sessionOfToken === null ? [] : [{ id: sessionOfToken }];
  const byActor = actor?.kind === "user" ? [{ id: actor.sessionId, userId: actor.userId }] : [];
  const which = [...byToken, ...byActor];
  if (which.length === 0) return;
  if (expectedUserId !== null) {
    const other = { OR: which, revokedAt: null, userId: { not: expectedUserId } };
    if ((await ctx.db.session.count({ where: other })) > 0) throw new DomainError("unauthorized", "Please sign in.");
  }
  const ended = await ctx.db.$transaction(async (tx) => {
    const sessions = await tx.session.updateManyAndReturn({
      where: { OR: which, revokedAt: null },
      data: { revokedAt: now, revokeReason: "signed_out" },
      select: { id: true, userId: true },
    });
    for (const { id, userId } of sessions) {
      await recordSecurityEvent(tx, ctx.request, now, {
        kind: "session_logout",
        outcome: "success",
        actor,
        subjectId: userId,
        meta: { session: id },
      });
    }
    return sessions;
  });
  for (const { userId } of ended) ctx.runtime.notifier.notifyUser(userId);
}

/** Returns the session for which a refresh token was issued, even if the token has been rotated since. */
async function findSessionOf({ db }: AnonymousCtx, refreshToken: string): Promise<Id | null> {
  const presented = readRefreshToken(refreshToken);
  if (!presented) return null;
  const session = await db.session.findUnique({
    where: { familyHash: presented.familyHash },
    select: { id: true, refreshHash: true, previousHash: true, rotatedAt: true },
  });
  return session && wasIssued(presented, { ...session, sessionId: session.id }) ? session.id : null;
}

/**
 * Renames one of the caller's sessions.
 *
 * @throws DomainError `not_found`
 */
export async function renameSession(ctx: PersonCtx, { id, label }: RenameSession): Promise<void> {
  const { count } = await ctx.db.session.updateMany({
    where: { id, userId: ctx.actor.userId, revokedAt: null },
    data: { label },
  });
  if (count === 0) throw notFound("Session");
}

/**
 * Ends one of the caller's sessions.
 *
 * @throws DomainError `not_found` if the session belongs to another user or has already ended
 */
export async function revokeSession(ctx: PersonCtx, { id }: SessionRef): Promise<void> {
  const count = await revoke(ctx, { id });
  if (count === 0) throw notFound("Session");
}

/** Ends all of the caller's sessions, or all except the current one. */
export async function revokeSessions(ctx: PersonCtx, { which }: RevokeSessions): Promise<Revoked> {
  const count = await revoke(ctx, which === "others" ? { id: { not: ctx.actor.sessionId } } : {}, "sessions_ended");
  return { count };
}

async function revoke(ctx: PersonCtx, which: { id?: string | { not: string } }, notice?: NoticeKind): Promise<number> {
  const now = ctx.now();
  const { userId } = ctx.actor;
  const count = await ctx.db.$transaction(async (tx) => {
    const ended = await revokeSessionsOf(tx, userId, "revoked", now, which);
    if (ended > 0) {
      await recordSecurityEvent(tx, ctx.request, now, {
        kind: "session_revoked",
        outcome: "success",
        actor: ctx.actor,
        subjectId: userId,
        meta: { count: ended },
      });
      if (notice !== undefined) await queueNotice(ctx, tx, userId, notice);
    }
    return ended;
  });
  if (count > 0) ctx.runtime.notifier.notifyUser(userId);
  return count;
}

/**
 * Verifies the caller's password again, which allows sensitive actions for a few minutes.
 *
 * @throws DomainError `invalid` for a wrong password, `too_many_requests`
 */
export async function reauthenticate(ctx: PersonCtx, { password }: Reauthenticate): Promise<SignedIn> {
  const { userId, sessionId } = ctx.actor;
  const now = ctx.now();
  const user = await ctx.db.userAccount.findUniqueOrThrow({
    where: { id: userId },
    select: { id: true, passwordHash: true, emailFolded: true },
  });
  const isProved = await provePassword(ctx, {
    account: { id: userId, passwordHash: user.passwordHash, isActive: true },
    email: user.emailFolded ?? "",
    password,
    deviceToken: null,
    sessionId,
  });
  if (!isProved) throw invalid("password", "The password is wrong.", "wrong_password");
  await ctx.db.session.updateMany({
    where: { id: sessionId, userId, revokedAt: null },
    data: { authenticatedAt: now },
  });
  await recordSecurityEvent(ctx.db, ctx.request, now, {
    kind: "authn_reauthenticated",
    outcome: "success",
    actor: ctx.actor,
    subjectId: userId,
  });
  return getCurrentSession({ ...ctx, actor: { ...ctx.actor, authenticatedAt: now } });
}
