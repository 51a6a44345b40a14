import { verifyAccessToken } from "@docket/auth/access-token";
import { parseApiToken } from "@docket/auth/api-token";
import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { InstanceRole } from "@docket/schema/role";
import type { Scope } from "@docket/schema/scope";
import { SCOPES } from "@docket/schema/scope";
import type { Actor, JobActor, TokenActor, UserActor } from "../actor.ts";
import { authenticatedActor } from "../actor.ts";
import { DomainError } from "../error.ts";
import { storedIp } from "../ip.ts";
import type { Runtime } from "../runtime.ts";

/** What happened to the credential that came with a request. */
export type Identity =
  | { kind: "actor"; actor: Actor }
  | { kind: "none" }
  /** A credential came and was refused: an error, never a fallback to another one. */
  | { kind: "refused"; reason: "expired" | "invalid" };

/** The credentials of one request, as they came. */
export type Credentials = {
  /** The access cookie. */
  accessToken: string | null;
  /** The `Authorization` header. */
  authorization: string | null;
  /** Normalized address of the caller, noted with an API token. */
  ip: string | null;
};

const INVALID: Identity = { kind: "refused", reason: "invalid" };
const BEARER = /^Bearer +(\S+)$/i;
const USED_EVERY_MS = 60_000;

/**
 * Finds out who asks: a person by the access cookie, or a script by `Authorization: Bearer dkt_pat_…`. What a token says
 * about who is calling is checked against the database on every request, so a session that was ended, an account that
 * was suspended and a token that was taken back stop working with the next request.
 *
 * @throws DomainError `malformed` when both came: which one counts must never be a guess
 */
export async function authenticate(runtime: Runtime, credentials: Credentials): Promise<Identity> {
  const { accessToken, authorization, ip } = credentials;
  if (accessToken !== null && authorization !== null) {
    throw new DomainError("malformed", "Send either a session cookie or an API token, not both.");
  }
  if (accessToken !== null) return authenticateSession(runtime, accessToken, ip);
  if (authorization !== null) return authenticateApiToken(runtime, authorization, ip);
  return { kind: "none" };
}

type SessionRow = { authenticated_at: Date; last_seen_at: Date; role: string; is_verified: boolean };

async function authenticateSession(runtime: Runtime, token: string, ip: string | null): Promise<Identity> {
  const now = runtime.clock();
  const check = await verifyAccessToken(runtime.keys.accessToken, token, now);
  if (!check.ok) return { kind: "refused", reason: check.refusal };

  const { userId, sessionId, securityVersion } = check.claims;
  const [row] = await runtime.query<SessionRow>(Prisma.sql`
    SELECT s.authenticated_at, s.last_seen_at, u.role, u.email_verified_at IS NOT NULL AS is_verified
    FROM session s JOIN user_account u ON u.id = s.user_id
    WHERE s.id = ${sessionId}::uuid AND s.user_id = ${userId}::uuid
      AND s.revoked_at IS NULL AND s.idle_expires_at > ${now} AND s.absolute_expires_at > ${now}
      AND u.status = 'active' AND u.security_version = ${securityVersion}`);
  if (!row) return INVALID;
  noteSession(runtime, { id: sessionId, lastSeenAt: row.last_seen_at }, now, ip);
  const actor = authenticatedActor<UserActor>({
    kind: "user",
    userId,
    sessionId,
    role: InstanceRole.parse(row.role),
    isVerified: row.is_verified,
    authenticatedAt: row.authenticated_at,
  });
  return { kind: "actor", actor };
}

async function authenticateApiToken(runtime: Runtime, authorization: string, ip: string | null): Promise<Identity> {
  const secret = BEARER.exec(authorization)?.[1];
  const parts = secret === undefined ? null : parseApiToken(secret);
  if (!parts) return INVALID;
  const now = runtime.clock();
  const row = await runtime.db.apiToken.findUnique({
    where: { hash: parts.hash, ...usableAt(now) },
    select: { id: true, userId: true, scopes: true, workspaceId: true, projectIds: true, lastUsedAt: true },
  });
  if (!row) return INVALID;
  noteToken(runtime, row, now, ip);
  const actor = authenticatedActor<TokenActor>({
    kind: "token",
    userId: row.userId,
    tokenId: row.id,
    scopes: row.scopes.filter(isScope),
    workspaceId: row.workspaceId,
    projectIds: row.workspaceId === null ? null : row.projectIds,
  });
  return { kind: "actor", actor };
}

/** A token is worth what its owner is worth now: nothing when suspended or unverified. */
function usableAt(now: Date) {
  return {
    revokedAt: null,
    expiresAt: { gt: now },
    user: { status: "active", emailVerifiedAt: { not: null } },
  };
}

/** A scope that was given once and no longer exists allows nothing. */
function isScope(name: string): name is Scope {
  return SCOPES.some((scope) => scope === name);
}

/**
 * Notes when and from where a session was last used, to the minute. The request neither waits for it nor fails with it. Of
 * many concurrent requests only the first writes; the condition excludes the others.
 */
function noteSession(
  { db, background }: Runtime,
  { id, lastSeenAt }: { id: Id; lastSeenAt: Date },
  now: Date,
  ip: string | null,
): void {
  const stale = staleAt(now);
  if (lastSeenAt > stale) return;
  background.run("note the use of a session", async () => {
    const data = { lastSeenAt: now, ...(ip !== null && { ipPrefix: storedIp(ip) }) };
    await db.session.updateMany({ where: { id, lastSeenAt: { lte: stale } }, data });
  });
}

/** The same for an API token. */
function noteToken(
  { db, background }: Runtime,
  { id, lastUsedAt }: { id: Id; lastUsedAt: Date | null },
  now: Date,
  ip: string | null,
): void {
  const stale = staleAt(now);
  if (lastUsedAt !== null && lastUsedAt > stale) return;
  background.run("note the use of a token", async () => {
    const where = { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: stale } }] };
    await db.apiToken.updateMany({ where, data: { lastUsedAt: now, lastUsedIp: ip === null ? null : storedIp(ip) } });
  });
}

/** Returns the time before which a noted use is out of date. */
function staleAt(now: Date): Date {
  return new Date(now.getTime() - USED_EVERY_MS);
}

/**
 * The actor for the next step of a job that somebody started. Asked before each step, so that a job ends with the rights
 * of its person or of the token that started it.
 *
 * @param scope what a token must be allowed for such a job
 * @returns null when the person is not active any more, or the token not good for it any more
 */
export async function actorForJob(
  { db, clock }: Runtime,
  { userId, tokenId }: { userId: Id; tokenId: Id | null },
  scope: Scope,
): Promise<JobActor | null> {
  if (tokenId === null) {
    const person = await db.userAccount.count({ where: { id: userId, status: "active" } });
    return person === 0 ? null : authenticatedActor<JobActor>({ kind: "job", userId, tokenId, projectIds: null });
  }
  const token = await db.apiToken.findUnique({
    where: { id: tokenId, userId, scopes: { has: scope }, ...usableAt(clock()) },
    select: { workspaceId: true, projectIds: true },
  });
  if (!token) return null;
  const projectIds = token.workspaceId === null ? null : token.projectIds;
  return authenticatedActor<JobActor>({ kind: "job", userId, tokenId, projectIds });
}
