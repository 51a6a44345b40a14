import { ACCESS_TOKEN_SECONDS } from "@docket/auth/access-token";
import type { RefreshToken } from "@docket/auth/refresh-token";
import { decideRefresh, readRefreshToken } from "@docket/auth/refresh-token";
import type { Id } from "@docket/schema/id";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { AnonymousCtx, Tx } from "../../runtime/ctx.ts";
import { consumeRate } from "../../runtime/limit/consume-rate.ts";
import { NOTICE_LIFETIME_MS, queueMail } from "../mail/queue.ts";
import type { TokenCookies } from "./cookie.ts";
import { NO_SESSION } from "./cookie.ts";
import { accessTokenFor, storedClientOf, idleEnd } from "./open.ts";

/** The result of a refresh, with the cookies to set. After a failure, the cookies end the session in the browser. */
export type RefreshResult =
  | { isOk: true; cookies: TokenCookies; userId: Id; accessExpiresAt: Date }
  | { isOk: false; cookies: TokenCookies };

const REFUSED: RefreshResult = { isOk: false, cookies: NO_SESSION };

type SessionRow = {
  id: Id;
  user_id: Id;
  email: string;
  security_version: number;
  refresh_hash: Uint8Array;
  previous_hash: Uint8Array | null;
  rotated_at: Date;
  authenticated_at: Date;
  absolute_expires_at: Date;
};

/**
 * Exchanges a refresh token for a new access token and, if due, a new refresh token (RFC 9700 section 4.14.2). The
 * session's row is locked during the exchange: of any number of concurrent requests, one rotates the token, and the
 * others receive the same new token. Use of a replaced token is treated as theft: the session ends in both browsers,
 * and the user is notified. A forged token changes nothing, even if it begins like a real one.
 *
 * @param token the refresh cookie as the browser sent it
 * @throws DomainError `too_many_requests` after more than 60 requests per minute for one session
 */
export async function refreshSession(ctx: AnonymousCtx, token: string | null): Promise<RefreshResult> {
  const presented = token === null ? null : readRefreshToken(token);
  if (!presented) return REFUSED;
  await consumeRate(ctx.runtime, "refresh", Buffer.from(presented.familyHash).toString("base64url"));
  const { result, wokenUserId } = await ctx.db.$transaction((tx) => refreshLocked(ctx, tx, presented));
  if (wokenUserId !== null) ctx.runtime.notifier.notifyUser(wokenUserId);
  return result;
}

async function refreshLocked(
  ctx: AnonymousCtx,
  tx: Tx,
  presented: RefreshToken,
): Promise<{ result: RefreshResult; wokenUserId: Id | null }> {
  const now = ctx.now();
  const session = await lockSession(tx, presented, now);
  const state = session && {
    sessionId: session.id,
    refreshHash: session.refresh_hash,
    previousHash: session.previous_hash,
    rotatedAt: session.rotated_at,
  };
  const answer = decideRefresh(ctx.runtime.keys.refreshToken, presented, state, now);
  if (!session || answer.decision === "unknown") return { result: REFUSED, wokenUserId: null };
  if (answer.decision === "reuse") {
    await endStolenSession(ctx, tx, session, now);
    return { result: REFUSED, wokenUserId: session.user_id };
  }
  if (answer.decision === "rotate") await rotate(ctx, tx, session, answer.next, now);

  const refresh = answer.decision === "rotate" ? answer.next.token : answer.token;
  const user = { id: session.user_id, securityVersion: session.security_version };
  const access = await accessTokenFor(ctx.runtime, user, session.id, session.authenticated_at);
  const cookies: TokenCookies = { access, ...(refresh !== null && { refresh }) };
  const accessExpiresAt = new Date(now.getTime() + ACCESS_TOKEN_SECONDS * 1000);
  return { result: { isOk: true, cookies, userId: session.user_id, accessExpiresAt }, wokenUserId: null };
}

async function lockSession(tx: Tx, { familyHash }: RefreshToken, now: Date): Promise<SessionRow | null> {
  const [row] = await tx.$queryRaw<SessionRow[]>`
    SELECT s.id, s.user_id, u.email, u.security_version, s.refresh_hash, s.previous_hash, s.rotated_at, s.authenticated_at, s.absolute_expires_at
    FROM session s JOIN user_account u ON u.id = s.user_id
    WHERE s.family_hash = ${familyHash} AND s.revoked_at IS NULL
      AND s.idle_expires_at > ${now} AND s.absolute_expires_at > ${now} AND u.status = 'active'
    FOR UPDATE OF s`;
  return row ?? null;
}

async function rotate(ctx: AnonymousCtx, tx: Tx, session: SessionRow, next: RefreshToken, now: Date): Promise<void> {
  await tx.session.update({
    where: { id: session.id },
    data: {
      refreshHash: next.hash,
      previousHash: new Uint8Array(session.refresh_hash),
      rotatedAt: now,
      lastSeenAt: now,
      idleExpiresAt: idleEnd(now, session.absolute_expires_at),
      ...storedClientOf(ctx.request),
    },
  });
}

async function endStolenSession(ctx: AnonymousCtx, tx: Tx, session: SessionRow, now: Date): Promise<void> {
  await tx.session.update({ where: { id: session.id }, data: { revokedAt: now, revokeReason: "refresh_reuse" } });
  await recordSecurityEvent(tx, ctx.request, now, {
    kind: "authn_token_reuse",
    outcome: "failure",
    subjectId: session.user_id,
    meta: { session: session.id },
  });
  await queueMail(tx, ctx.runtime, {
    kind: "token_reuse",
    userId: session.user_id,
    recipient: session.email,
    body: (letters) => letters.tokenReuse(ctx.runtime.config.appUrls[0].href),
    expiresAt: new Date(now.getTime() + NOTICE_LIFETIME_MS),
  });
}
