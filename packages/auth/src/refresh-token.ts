import { createHmac, randomBytes } from "node:crypto";
import type { PurposeKeys } from "./key-ring.ts";
import { type Bytes, digest, equalBytes } from "./secret.ts";

/**
 * How long the previous token is still accepted, in seconds, in case two tabs refresh concurrently or a response is
 * lost.
 */
export const GRACE_SECONDS = 60;

/** Minimum age of a token before it is rotated, in seconds, so that a burst of requests causes only one rotation. */
export const SETTLING_SECONDS = 10;

const FAMILY_BYTES = 16;
const ROTATING_BYTES = 16;
const CHECK_BYTES = 16;
const TOKEN = /^[\w-]{64}$/;

/**
 * A refresh token as stored in the browser, with the digests that are stored in the database. The token is opaque: 16
 * random bytes shared by all tokens of the session (the family), 16 bytes that change with each rotation, and 16 bytes
 * that prove that the token belonged to the session at some time.
 */
export type RefreshToken = {
  token: string;
  /** Identifies the session, even if the token was replaced long ago. */
  familyHash: Bytes;
  /** Identifies the token within the session. */
  hash: Bytes;
};

/** The stored state of a session and its refresh tokens. */
export type RefreshState = {
  sessionId: string;
  refreshHash: Uint8Array;
  previousHash: Uint8Array | null;
  rotatedAt: Date;
};

/**
 * What to do with a presented refresh token:
 * - `rotate`: it is the current token. Store `next` (its hash, the old hash as previous, the time) and send it.
 * - `grace`: it is valid, but must not be rotated. Send a new access token and set the cookie to `token`; null leaves
 *   the cookie unchanged.
 * - `reuse`: it was replaced earlier, so someone else has a copy. Revoke the session, notify its user, and reject.
 * - `unknown`: the session does not exist or never had such a token. Reject and change nothing, so that a made-up token
 *   can't sign anyone out.
 */
export type RefreshDecision =
  | { decision: "rotate"; next: RefreshToken }
  | { decision: "grace"; token: string | null }
  | { decision: "reuse" }
  | { decision: "unknown" };

/** Generates the first refresh token of a new session. */
export function issueRefreshToken(sessionId: string): RefreshToken {
  return withCheck(randomBytes(FAMILY_BYTES + ROTATING_BYTES), sessionId);
}

/**
 * Reads a refresh token from a cookie.
 *
 * @returns the token with its digests, or null if the string can't be a token and no lookup is needed
 */
export function readRefreshToken(token: string): RefreshToken | null {
  return TOKEN.test(token) ? toRefreshToken(Buffer.from(token, "base64url")) : null;
}

function toRefreshToken(bytes: Buffer): RefreshToken {
  return {
    token: bytes.toString("base64url"),
    familyHash: digest(bytes.subarray(0, FAMILY_BYTES)),
    hash: digest(bytes),
  };
}

/** Returns whether this is or was one of the session's tokens. */
export function wasIssued(presented: RefreshToken, { sessionId, refreshHash, previousHash }: RefreshState): boolean {
  const isKnown = [refreshHash, previousHash].some((hash) => hash !== null && equalBytes(presented.hash, hash));
  if (isKnown) return true;
  const bytes = Buffer.from(presented.token, "base64url").subarray(0, FAMILY_BYTES + ROTATING_BYTES);
  return equalBytes(presented.hash, withCheck(bytes, sessionId).hash);
}

/**
 * Appends the check to a token: a MAC keyed with the session's ID. The ID is random, is not part of any refresh token
 * and never changes, so that theft is detected even after the server's keys have changed.
 */
function withCheck(bytes: Buffer, sessionId: string): RefreshToken {
  const check = createHmac("sha256", `refresh token of ${sessionId}`).update(bytes).digest().subarray(0, CHECK_BYTES);
  return toRefreshToken(Buffer.concat([bytes, check]));
}

/**
 * Decides how to respond to a presented refresh token (RFC 9700 section 4.14.2: rotation with reuse detection). Call it
 * with the session's row locked, so that only one of several concurrent requests rotates the token and the others see
 * the result.
 *
 * The next token is derived from the current one with a key that only the server has. A retried request therefore
 * receives the same next token, although the database stores no usable token.
 *
 * @param keys the keys derived from a key ring for the purpose `refresh-token`
 * @param presented the token from the cookie
 * @param session the row found by `presented.familyHash`, neither revoked nor expired; null if there is none
 * @param now the time of the request
 */
export function decideRefresh(
  keys: PurposeKeys,
  presented: RefreshToken,
  session: RefreshState | null,
  now: Date,
): RefreshDecision {
  if (!session) return { decision: "unknown" };

  const age = (now.getTime() - session.rotatedAt.getTime()) / 1000;
  if (equalBytes(presented.hash, session.refreshHash)) {
    if (age < SETTLING_SECONDS) return { decision: "grace", token: presented.token };
    return { decision: "rotate", next: successor(keys.first.secret, presented, session.sessionId) };
  }
  if (session.previousHash && equalBytes(presented.hash, session.previousHash) && age < GRACE_SECONDS) {
    return { decision: "grace", token: currentAfter(keys, presented, session) };
  }
  return { decision: wasIssued(presented, session) ? "reuse" : "unknown" };
}

function successor(secret: Uint8Array, { token }: RefreshToken, sessionId: string): RefreshToken {
  const bytes = Buffer.from(token, "base64url");
  const rotated = createHmac("sha256", secret).update(bytes).digest().subarray(0, ROTATING_BYTES);
  return withCheck(Buffer.concat([bytes.subarray(0, FAMILY_BYTES), rotated]), sessionId);
}

/**
 * Returns the token that replaced this one, trying every key in the ring. Returns null if the key that derived it has
 * been removed.
 */
function currentAfter(
  keys: PurposeKeys,
  presented: RefreshToken,
  { sessionId, refreshHash }: RefreshState,
): string | null {
  for (const { secret } of keys.byId.values()) {
    const next = successor(secret, presented, sessionId);
    if (equalBytes(next.hash, refreshHash)) return next.token;
  }
  return null;
}
