import { digest, randomSecret } from "@docket/auth/secret";
import type { Id } from "@docket/schema/id";
import type { Tx } from "../../runtime/ctx.ts";
import type { Fields, Json } from "../../runtime/json.ts";

/** The purpose of a one-time token. A token is valid only for its own purpose. */
export type TokenPurpose = "setup" | "verify_email" | "reset_password" | "change_email" | "revert_email" | "invite";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Lifetime of a token by purpose, in milliseconds. */
const LIFE_MS: Record<TokenPurpose, number> = {
  setup: 24 * HOUR_MS,
  verify_email: 24 * HOUR_MS,
  reset_password: 30 * MINUTE_MS,
  change_email: HOUR_MS,
  revert_email: 72 * HOUR_MS,
  invite: 7 * 24 * HOUR_MS,
};

/** The purpose, user and address to which a token is bound. */
export type TokenBinding = {
  purpose: TokenPurpose;
  userId: Id | null;
  /** The only address for which the token is valid, folded; null for any address. */
  email: string | null;
  payload?: Fields;
};

export type ClaimedToken = { userId: Id | null; email: string | null; payload: Fields };

/**
 * Creates a single-use secret. Revokes unused secrets with the same purpose for the same user or address, so that only
 * the newest email is valid.
 *
 * Links that revert a change of address are not revoked; otherwise, an attacker could revoke one by creating another.
 * An invitation link revokes only older links of the same invitation.
 *
 * @param at the current time, at which the lifetime starts
 * @returns the secret, which is not stored anywhere, and its expiry time
 */
export async function issueOneTimeToken(
  db: Tx,
  at: Date,
  binding: TokenBinding,
): Promise<{ secret: string; expiresAt: Date }> {
  const { purpose, userId, email, payload = {} } = binding;
  if (purpose !== "revert_email" && (userId !== null || email !== null || purpose === "setup")) {
    await db.$executeRaw`
      DELETE FROM one_time_token WHERE purpose = ${purpose} AND used_at IS NULL AND user_id IS NOT DISTINCT FROM ${userId}::uuid
        AND (user_id IS NOT NULL OR email IS NOT DISTINCT FROM ${email})
        AND payload ->> 'invitationId' IS NOT DISTINCT FROM ${invitationIdOf(payload)}`;
  }
  const secret = randomSecret();
  const expiresAt = new Date(at.getTime() + LIFE_MS[purpose]);
  await db.oneTimeToken.create({
    data: { hash: digest(secret), purpose, userId, email, payload, createdAt: at, expiresAt },
  });
  return { secret, expiresAt };
}

/**
 * Consumes a token in a single statement, so that only one of any number of concurrent claims succeeds.
 *
 * @returns the user, address and payload of the token; null if it is unknown, used, expired or intended for another
 *   purpose
 */
export async function claimOneTimeToken(
  db: Tx,
  at: Date,
  purpose: TokenPurpose,
  secret: string,
): Promise<ClaimedToken | null> {
  const [claimed] = await db.oneTimeToken.updateManyAndReturn({
    where: { hash: digest(secret), purpose, usedAt: null, expiresAt: { gt: at } },
    data: { usedAt: at },
    select: { userId: true, email: true, payload: true },
  });
  return claimed ? { ...claimed, payload: asFields(claimed.payload) } : null;
}

/** Reads a token without consuming it. Returns null in the same cases as {@link claimOneTimeToken}. */
export async function findOneTimeToken(
  db: Tx,
  at: Date,
  purpose: TokenPurpose,
  secret: string,
): Promise<ClaimedToken | null> {
  const found = await db.oneTimeToken.findFirst({
    where: { hash: digest(secret), purpose, usedAt: null, expiresAt: { gt: at } },
    select: { userId: true, email: true, payload: true },
  });
  return found ? { ...found, payload: asFields(found.payload) } : null;
}

/**
 * Binds an unbound token to one user, without consuming it. Works only once per token.
 *
 * @returns whether the token was still unbound
 */
export async function bindOneTimeToken(
  db: Tx,
  at: Date,
  purpose: TokenPurpose,
  secret: string,
  userId: Id,
): Promise<boolean> {
  const { count } = await db.oneTimeToken.updateMany({
    where: { hash: digest(secret), purpose, usedAt: null, userId: null, expiresAt: { gt: at } },
    data: { userId },
  });
  return count === 1;
}

/** Revokes a user's unused tokens for the given purposes. */
export async function endOneTimeTokens(db: Tx, userId: Id, purposes: TokenPurpose[]): Promise<void> {
  await db.oneTimeToken.deleteMany({ where: { userId, purpose: { in: purposes }, usedAt: null } });
}

function invitationIdOf({ invitationId }: Fields): string | null {
  return typeof invitationId === "string" ? invitationId : null;
}

/** Revokes the unused tokens of invitations. */
export async function endInvitationTokens(db: Tx, invitationIds: Id[]): Promise<void> {
  if (invitationIds.length === 0) return;
  await db.$executeRaw`
    DELETE FROM one_time_token
    WHERE purpose = 'invite' AND used_at IS NULL AND payload ->> 'invitationId' = ANY(${invitationIds})`;
}

function asFields(payload: unknown): Fields {
  // Safe because only `Fields` values are written to this column.
  return payload as Record<string, Json>;
}
