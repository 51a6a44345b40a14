import { createHmac, randomBytes } from "node:crypto";
import type { PurposeKeys } from "./key-ring.ts";
import { type Bytes, digest, equalBytes } from "./secret.ts";

/** How long the token before the present one is still answered: two tabs at once, or a lost answer. */
export const GRACE_SECONDS = 60;

/** A token this young is handed back instead of being replaced, so that a burst of requests makes one rotation. */
export const SETTLING_SECONDS = 10;

const FAMILY_BYTES = 16;
const ROTATING_BYTES = 16;
const CHECK_BYTES = 16;
const TOKEN = /^[\w-]{64}$/;

/**
 * A refresh token as the browser holds it, with what the database keeps of it. The token is opaque: 16 random bytes that all
 * tokens of one session share, 16 bytes that change with each rotation, and 16 bytes that tell whether the session ever
 * had such a token.
 */
export type RefreshToken = {
  token: string;
  /** Finds the session, even for a token that was replaced long ago. */
  familyHash: Bytes;
  /** Tells which of the session's tokens this is. */
  hash: Bytes;
};

/** What the database knows of a session and its refresh tokens. */
export type RefreshState = {
  sessionId: string;
  refreshHash: Uint8Array;
  previousHash: Uint8Array | null;
  rotatedAt: Date;
};

/**
 * What to do with a presented refresh token:
 * - `rotate`: it is the present one. Store `next` (hash, the old hash as previous, the moment) and hand it out.
 * - `grace`: right, but there is nothing to rotate. Give a fresh access token and the cookie `token`; null leaves the cookie as it is.
 * - `reuse`: it was replaced before. Somebody holds a copy: revoke the session, tell the person, refuse.
 * - `unknown`: no session, or one that never had such a token. Refuse and change nothing, so that a made-up token can sign
 *   nobody out.
 */
export type RefreshDecision =
  | { decision: "rotate"; next: RefreshToken }
  | { decision: "grace"; token: string | null }
  | { decision: "reuse" }
  | { decision: "unknown" };

/** Makes the first refresh token of a new session. */
export function issueRefreshToken(sessionId: string): RefreshToken {
  return checked(randomBytes(FAMILY_BYTES + ROTATING_BYTES), sessionId);
}

/**
 * Reads a refresh token as it came in a cookie.
 *
 * @returns its digests, or null for a text that cannot be one (no lookup is needed then)
 */
export function readRefreshToken(token: string): RefreshToken | null {
  return TOKEN.test(token) ? describe(Buffer.from(token, "base64url")) : null;
}

function describe(bytes: Buffer): RefreshToken {
  return {
    token: bytes.toString("base64url"),
    familyHash: digest(bytes.subarray(0, FAMILY_BYTES)),
    hash: digest(bytes),
  };
}

/** Whether the session has, or once had, this token. */
export function wasIssued(presented: RefreshToken, { sessionId, refreshHash, previousHash }: RefreshState): boolean {
  const isKnown = [refreshHash, previousHash].some((hash) => hash !== null && equalBytes(presented.hash, hash));
  if (isKnown) return true;
  const bytes = Buffer.from(presented.token, "base64url").subarray(0, FAMILY_BYTES + ROTATING_BYTES);
  return equalBytes(presented.hash, checked(bytes, sessionId).hash);
}

/**
 * Ends a token with its check, a MAC under the session's id. That id is random, is part of no refresh token and never
 * changes, so theft is recognised after the keys of the server have changed, too.
 */
function checked(bytes: Buffer, sessionId: string): RefreshToken {
  const check = createHmac("sha256", `refresh token of ${sessionId}`).update(bytes).digest().subarray(0, CHECK_BYTES);
  return describe(Buffer.concat([bytes, check]));
}

/**
 * Decides what a presented refresh token is worth (RFC 9700 section 4.14.2: rotation with detection of reuse). Call it with the
 * session's row locked, so that of twenty requests at once one rotates and the others see it.
 *
 * The next token is derived from the present one with a key that only the server has. A repeated request therefore gets the
 * very same next token, although the database holds no token that anybody could use.
 *
 * @param keys the ring's keys for `refresh-token`
 * @param presented the token from the cookie
 * @param session the row that `presented.familyHash` found, live and unexpired; null when there is none
 * @param now the moment of the request
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
  return checked(Buffer.concat([bytes.subarray(0, FAMILY_BYTES), rotated]), sessionId);
}

/** The token that replaced this one, whichever key of the ring derived it; null when that key is gone. */
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
