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
import { DomainError } from "../../runtime/error.ts";
import { storedIp } from "../../runtime/ip.ts";
import type { Runtime } from "../../runtime/runtime.ts";

/** The result of checking the credential of a request. */
export type Identity =
  /** `locale` is the language of the account. */
  | { kind: "actor"; actor: Actor; locale: Locale }
  | { kind: "none" }
  /** A credential was sent and refused. This is an error, and no other credential is tried. */
  | { kind: "refused"; reason: "expired" | "invalid" };

/** The unverified credentials of one request. */
export type Credentials = {
  /** The access cookie. */
  accessToken: string | null;
  /** The `Authorization` header. */
  authorization: string | null;
  /** Normalized address of the caller. Its prefix is stored with the session or API token. */
  ip: string | null;
};

const INVALID: Identity = { kind: "refused", reason: "invalid" };
const BEARER = /^Bearer +(\S+)$/i;
const LAST_USED_RESOLUTION_MS = 60_000;

/**
 * Identifies the caller: a person by the access cookie, or a script by `Authorization: Bearer dkt_pat_…`. The claims of
 * a token are checked against the database on every request, so the end of a session, the suspension of an account and
 * the revocation of a token take effect with the next request.
 *
 * @throws DomainError `malformed` when both credentials were sent, because it would be ambiguous which one counts
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
 * Returns the conditions for a usable token. It has the rights that its owner has now: none if the owner is suspended
 * or unverified.
 */
function usableAt(now: Date) {
  return {
    revokedAt: null,
    expiresAt: { gt: now },
    user: { status: "active", emailVerifiedAt: { not: null } },
  };
}

/** Returns whether a stored scope still exists. A scope that was removed from Docket allows nothing. */
function isScope(name: string): name is Scope {
  return SCOPES.some((scope) => scope === name);
}

/**
 * Records when and from which network a session was last used, at most once a minute. The request neither waits for it
 * nor fails with it. Of many concurrent requests only the first one writes; the condition excludes the others.
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

/** Does the same for an API token. */
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

/** Returns the time before which a recorded use is outdated. */
function staleAt(now: Date): Date {
  return new Date(now.getTime() - LAST_USED_RESOLUTION_MS);
}

/**
 * Returns the actor for the next step of a job. Call it before each step, so that a job stops when the person who
 * started it, or their token, loses the rights.
 *
 * @param scope the scope that a token needs for such a job
 * @returns null when the person is no longer active, or the token is no longer valid for the job
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
