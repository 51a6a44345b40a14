import { verifyAccessToken } from "@docket/auth/access-token";
import { parseApiToken } from "@docket/auth/api-token";
import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { bestLocale } from "@docket/schema/locale";
import type { Locale } from "@docket/schema/locale";
import { InstanceRole } from "@docket/schema/role";
import type { Scope } from "@docket/schema/scope";
import { SCOPES } from "@docket/schema/scope";
import type { Actor, JobActor, TokenActor, UserActor } from "../../runtime/actor.ts";
import { authenticatedActor } from "../../runtime/actor.ts";
import { storedIp } from "../../runtime/client-ip.ts";
import { DomainError } from "../../runtime/error.ts";
import type { Runtime } from "../../runtime/runtime.ts";

/** The result of checking a request's credential. */
export type Identity =
  /** `locale` is the language of the account. */
  | { kind: "actor"; actor: Actor; locale: Locale }
  | { kind: "none" }
  /** A credential was sent but rejected. This is an error; no other credential is tried. */
  | { kind: "refused"; reason: "expired" | "invalid" | "other_user" };

/** The unverified credentials of one request. */
export type Credentials = {
  /** The access cookie. */
  accessToken: string | null;
  /** The value of the `Authorization` header. */
  authorization: string | null;
  /** Normalized IP address of the caller. Its prefix is stored with the session or API token. */
  ip: string | null;
};

/**
 * Rejects a caller other than the expected one.
 *
 * @param expectedUserId the user whose data the client shows, if the client names one
 */
export function requireExpectedUser(identity: Identity, expectedUserId: string | null): Identity {
  if (identity.kind !== "actor" || expectedUserId === null) return identity;
  return identity.actor.userId === expectedUserId ? identity : { kind: "refused", reason: "other_user" };
}

const INVALID: Identity = { kind: "refused", reason: "invalid" };
const BEARER = /^Bearer +(\S+)$/i;
const LAST_USED_RESOLUTION_MS = 60_000;

/**
 * Identifies the caller: a user by the access cookie, or a script by `Authorization: Bearer dkt_pat_…`. The credential
 * is checked against the database on every request. Ending a session, suspending an account or revoking a token
 * therefore takes effect on the next request.
 *
 * @throws DomainError `malformed` if both credentials were sent, because the caller would be ambiguous
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

type SessionRow = { authenticated_at: Date; last_seen_at: Date; role: string; is_verified: boolean; locale: string };

async function authenticateSession(runtime: Runtime, token: string, ip: string | null): Promise<Identity> {
  const now = runtime.clock();
  const check = await verifyAccessToken(runtime.keys.accessToken, token, now);
  if (!check.ok) return { kind: "refused", reason: check.refusal };

  const { userId, sessionId, securityVersion } = check.claims;
  const [row] = await runtime.query<SessionRow>(Prisma.sql`
    SELECT s.authenticated_at, s.last_seen_at, u.role, u.email_verified_at IS NOT NULL AS is_verified, u.locale
    FROM session s JOIN user_account u ON u.id = s.user_id
    WHERE s.id = ${sessionId}::uuid AND s.user_id = ${userId}::uuid
      AND s.revoked_at IS NULL AND s.idle_expires_at > ${now} AND s.absolute_expires_at > ${now}
      AND u.status = 'active' AND u.security_version = ${securityVersion}`);
  if (!row) return INVALID;
  recordSessionUse(runtime, { id: sessionId, lastSeenAt: row.last_seen_at }, now, ip);
  const actor = authenticatedActor<UserActor>({
    kind: "user",
    userId,
    sessionId,
    role: InstanceRole.parse(row.role),
    isVerified: row.is_verified,
    authenticatedAt: row.authenticated_at,
  });
  return { kind: "actor", actor, locale: bestLocale([row.locale]) };
}

type TokenRow = {
  id: Id;
  user_id: Id;
  scopes: string[];
  workspace_id: Id | null;
  project_ids: Id[];
  last_used_at: Date | null;
  locale: string;
};

async function authenticateApiToken(runtime: Runtime, authorization: string, ip: string | null): Promise<Identity> {
  const secret = BEARER.exec(authorization)?.[1];
  const parts = secret === undefined ? null : parseApiToken(secret);
  if (!parts) return INVALID;
  const now = runtime.clock();
  const [row] = await runtime.query<TokenRow>(Prisma.sql`
    SELECT t.id, t.user_id, t.scopes, t.workspace_id, t.project_ids, t.last_used_at, u.locale
    FROM api_token t JOIN user_account u ON u.id = t.user_id
    WHERE t.hash = ${parts.hash} AND t.revoked_at IS NULL AND t.expires_at > ${now}
      AND u.status = 'active' AND u.email_verified_at IS NOT NULL`);
  if (!row) return INVALID;
  recordTokenUse(runtime, { id: row.id, lastUsedAt: row.last_used_at }, now, ip);
  const actor = authenticatedActor<TokenActor>({
    kind: "token",
    userId: row.user_id,
    tokenId: row.id,
    scopes: row.scopes.filter(isScope),
    workspaceId: row.workspace_id,
    projectIds: row.workspace_id === null ? null : row.project_ids,
  });
  return { kind: "actor", actor, locale: bestLocale([row.locale]) };
}

/**
 * Returns the condition for a usable token. A token has its owner's current permissions, and none if the owner is
 * suspended or unverified.
 */
function usableAt(now: Date) {
  return {
    revokedAt: null,
    expiresAt: { gt: now },
    user: { status: "active", emailVerifiedAt: { not: null } },
  };
}

/** Returns whether a stored scope still exists. A scope that has been removed from Docket grants nothing. */
function isScope(name: string): name is Scope {
  return SCOPES.some((scope) => scope === name);
}

/**
 * Records when and from which network a session was last used, at most once a minute. Runs in the background: the
 * request does not wait for it and succeeds even if it fails. The `lastSeenAt` condition lets only one of several
 * concurrent requests write.
 */
function recordSessionUse(
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

/** Records the last use of an API token. Works like {@link recordSessionUse}. */
function recordTokenUse(
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

/** Returns the cutoff for updating the last use: a recorded use at or before this time is stale. */
function staleAt(now: Date): Date {
  return new Date(now.getTime() - LAST_USED_RESOLUTION_MS);
}

/**
 * Returns the actor for the next step of a job. Call it before each step, so that a job stops when the user or token
 * that started it loses access.
 *
 * @param scope the scope that a token needs for this kind of job
 * @returns null if the user is no longer active or the token is no longer valid for the job
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
