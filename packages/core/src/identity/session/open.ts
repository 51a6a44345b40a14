import { signAccessToken } from "@docket/auth/access-token";
import { IDLE_SESSION_SECONDS } from "@docket/auth/cookie";
import { issueDeviceToken } from "@docket/auth/device-token";
import { issueRefreshToken } from "@docket/auth/refresh-token";
import type { Id } from "@docket/schema/id";
import { uuidv7 } from "@docket/schema/uuid";
import { storedIp } from "../../runtime/client-ip.ts";
import type { RequestInfo, Tx } from "../../runtime/ctx.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { TokenCookies } from "./cookie.ts";

const DAY_MS = 24 * 60 * 60_000;
const ABSOLUTE_MS = 90 * DAY_MS;
const MAX_SESSIONS = 50;
const MAX_USER_AGENT_LENGTH = 200;

/** The owner of a session, read from the locked row. */
export type SessionUser = { id: Id; securityVersion: number };

/** Returns when an unused session ends: after the idle timeout, but no later than its absolute end. */
export function idleEnd(now: Date, absoluteEnd: Date): Date {
  return new Date(Math.min(now.getTime() + IDLE_SESSION_SECONDS * 1_000, absoluteEnd.getTime()));
}

/** Returns the information about a request's client that is stored with the session. */
export function storedClientOf({ ip, userAgent }: RequestInfo): { ipPrefix: string | null; userAgent: string } {
  return {
    ipPrefix: ip === null ? null : storedIp(ip),
    userAgent: userAgent.toWellFormed().replaceAll("\0", "").slice(0, MAX_USER_AGENT_LENGTH),
  };
}

/**
 * Opens a new session for a user who has just authenticated. The session always gets a new id, regardless of what the
 * browser sent. If the user then has more than 50 sessions, the least recently used ones end. The caller must hold the
 * lock on the user's row.
 *
 * @param deviceToken the device cookie sent by the browser; this account is added to it
 */
export async function openSession(
  tx: Tx,
  runtime: Runtime,
  request: RequestInfo,
  user: SessionUser,
  deviceToken: string | null,
): Promise<{ sessionId: Id; cookies: TokenCookies }> {
  const now = runtime.clock();
  const sessionId = uuidv7();
  const refresh = issueRefreshToken(sessionId);
  const absoluteExpiresAt = new Date(now.getTime() + ABSOLUTE_MS);
  await tx.session.create({
    data: {
      id: sessionId,
      userId: user.id,
      familyHash: refresh.familyHash,
      refreshHash: refresh.hash,
      rotatedAt: now,
      authenticatedAt: now,
      createdAt: now,
      lastSeenAt: now,
      idleExpiresAt: idleEnd(now, absoluteExpiresAt),
      absoluteExpiresAt,
      ...storedClientOf(request),
    },
  });
  await endOldestSessions(tx, user.id, now);
  return {
    sessionId,
    cookies: {
      access: await accessTokenFor(runtime, user, sessionId, now),
      refresh: refresh.token,
      device: issueDeviceToken(runtime.keys.deviceToken, user.id, deviceToken ?? undefined),
    },
  };
}

async function endOldestSessions(tx: Tx, userId: Id, now: Date): Promise<void> {
  const surplus = await tx.session.findMany({
    where: { userId, revokedAt: null },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    skip: MAX_SESSIONS,
    select: { id: true },
  });
  if (surplus.length === 0) return;
  await tx.session.updateMany({
    where: { id: { in: surplus.map(({ id }) => id) } },
    data: { revokedAt: now, revokeReason: "too_many" },
  });
}

/** Signs an access token for a session. */
export function accessTokenFor(
  { keys, clock }: Runtime,
  user: SessionUser,
  sessionId: Id,
  authenticatedAt: Date,
): Promise<string> {
  const { id, securityVersion } = user;
  return signAccessToken(
    keys.accessToken,
    { userId: id, sessionId, securityVersion, authenticatedAt, methods: ["pwd"] },
    clock(),
  );
}
