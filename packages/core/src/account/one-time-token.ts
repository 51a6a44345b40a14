import { digest, randomSecret } from "@docket/auth/secret";
import type { Id } from "@docket/schema/id";
import type { Fields, Json } from "../command/record.ts";
import type { Tx } from "../ctx.ts";

/** What a one-time token is good for. One made for one purpose is worth nothing for another. */
export type TokenPurpose = "setup" | "verify_email" | "reset_password" | "change_email" | "revert_email" | "invite";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Life of each kind in milliseconds. */
const LIFE_MS: Record<TokenPurpose, number> = {
  setup: 24 * HOUR_MS,
  verify_email: 24 * HOUR_MS,
  reset_password: 30 * MINUTE_MS,
  change_email: HOUR_MS,
  revert_email: 72 * HOUR_MS,
  invite: 7 * 24 * HOUR_MS,
};

/** What a token is bound to. */
export type TokenBinding = {
  purpose: TokenPurpose;
  userId: Id | null;
  /** Folded address, for a token that is good for that address only. */
  email: string | null;
  payload?: Fields;
};

export type ClaimedToken = { userId: Id | null; email: string | null; payload: Fields };

/**
 * Makes a secret that works once, and ends the unused ones of the same purpose for the same person or address, so that
 * only the newest mail counts. (Links that take back a change of address all stay: a thief must not be able to end one
 * by making another. Invitations into a workspace stay beside each other: one of them may not end another's.)
 *
 * @param at the present time; the life of the token counts from here
 * @returns the secret, which is kept nowhere, and its end
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
 * Uses a token up. It is one statement, so of any number of claims at once exactly one gets it.
 *
 * @returns what the token was bound to; null when it is unknown, used, over, or made for something else
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

/** Looks at a token without using it; null as for {@link claimOneTimeToken}. */
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
 * Ties a token that anybody could use to one person, without using it up; once only.
 *
 * @returns whether it was free
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

/** Ends a person's unused tokens of some purposes. */
export async function endOneTimeTokens(db: Tx, userId: Id, purposes: TokenPurpose[]): Promise<void> {
  await db.oneTimeToken.deleteMany({ where: { userId, purpose: { in: purposes }, usedAt: null } });
}

function invitationIdOf({ invitationId }: Fields): string | null {
  return typeof invitationId === "string" ? invitationId : null;
}

/** Ends the unused tokens of invitations. */
export async function endInvitationTokens(db: Tx, invitationIds: Id[]): Promise<void> {
  if (invitationIds.length === 0) return;
  await db.$executeRaw`
    DELETE FROM one_time_token
    WHERE purpose = 'invite' AND used_at IS NULL AND payload ->> 'invitationId' = ANY(${invitationIds})`;
}

function asFields(payload: unknown): Fields {
  // Safe because the column is written from Fields only.
  return payload as Record<string, Json>;
}
