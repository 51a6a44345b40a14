import { randomUUID } from "node:crypto";
import type { CryptoKey } from "jose";
import { SignJWT, errors, jwtVerify } from "jose";
import { checkedTokens, type CheckedTokens } from "./checked-token.ts";
import { type KeyRing, keysFor } from "./key-ring.ts";

/** Life of an access token in seconds. Also the longest time that a removed signing key must stay in the ring. */
export const ACCESS_TOKEN_SECONDS = 600;

const ALGORITHM = "HS256";
const TYPE = "at+jwt";
const AUDIENCE = "api";
const TOLERANCE_SECONDS = 5;
const LONGEST_TOKEN = 2048;
/** The largest `integer` of PostgreSQL, as which the version is kept. */
const LARGEST_VERSION = 2 ** 31 - 1;
/** The last second of a `Date` (ECMAScript, time values). */
const LATEST_SECOND = 8.64e12;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
// The last character of 32 bytes in base64url carries four bits; jose ignores the other two, which would give one token several spellings.
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]{42}[AEIMQUYcgkosw048]$/;

/** The signing keys of access tokens, imported once, who issues them, and which tokens they have lately proved right. */
export type AccessTokenKeys = {
  issuer: string;
  firstId: string;
  byId: ReadonlyMap<string, CryptoKey>;
  checked: CheckedTokens<AccessClaims>;
};

/** What an access token says. Identity only: no role, no e-mail, no list of projects, so nothing in it can go stale unnoticed. */
export type AccessClaims = {
  userId: string;
  sessionId: string;
  /** The account's security version at signing; a raised one ends every earlier token. */
  securityVersion: number;
  /** When the person last proved who they are. */
  authenticatedAt: Date;
  /** How, in the names of RFC 8176: `pwd`, `otp`, … */
  methods: string[];
};

/** `expired` only for a token that was right and is over; everything else is `invalid`. */
export type AccessTokenCheck = { ok: true; claims: AccessClaims } | { ok: false; refusal: "expired" | "invalid" };

/**
 * Imports the signing keys. jose imports raw bytes again for every call, which halves its speed, so this happens once.
 *
 * @param issuer the public address (`APP_URL`) that goes into `iss` and is demanded of every token
 */
export async function importAccessTokenKeys(ring: KeyRing, issuer: string): Promise<AccessTokenKeys> {
  const keys = keysFor(ring, "access-token");
  const imported = Array.from(keys.byId.values(), async ({ id, secret }) => {
    const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, [
      "sign",
      "verify",
    ]);
    return [id, key] as const;
  });
  return { issuer, firstId: keys.first.id, byId: new Map(await Promise.all(imported)), checked: checkedTokens() };
}

/**
 * Signs an access token (RFC 9068 `at+jwt`, HS256) that lives {@link ACCESS_TOKEN_SECONDS}.
 *
 * @param now the moment of signing
 */
export async function signAccessToken(keys: AccessTokenKeys, claims: AccessClaims, now: Date): Promise<string> {
  const key = keys.byId.get(keys.firstId);
  if (!key) throw new TypeError("The signing key is not among the imported keys.");
  const issuedAt = Math.floor(now.getTime() / 1000);
  return new SignJWT({
    sid: claims.sessionId,
    sv: claims.securityVersion,
    auth_time: Math.floor(claims.authenticatedAt.getTime() / 1000),
    amr: claims.methods,
  })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: keys.firstId })
    .setIssuer(keys.issuer)
    .setAudience(AUDIENCE)
    .setSubject(claims.userId)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
    .sign(key);
}

/**
 * Checks an access token with one fixed set of options (RFC 8725 sections 3.1, 3.8, 3.10 to 3.12): this algorithm, type, issuer
 * and audience, a key of the ring, all claims present, no older than its life. What it proves is who calls and nothing more:
 * whether the session still stands is asked of the database on each request. So a token that was found right is not computed
 * again while it lives; what is remembered of it can't go stale.
 *
 * @param now the moment of the check; clocks may differ by five seconds
 * @returns the claims, or a refusal; never throws for a bad token
 */
export async function verifyAccessToken(keys: AccessTokenKeys, token: string, now: Date): Promise<AccessTokenCheck> {
  if (token.length > LONGEST_TOKEN || !COMPACT.test(token)) return { ok: false, refusal: "invalid" };
  const known = keys.checked.find(token, now);
  if (known !== null) return { ok: true, claims: known };
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => findKey(keys, kid), {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: keys.issuer,
      audience: AUDIENCE,
      requiredClaims: ["sub", "sid", "jti", "iat", "exp"],
      maxTokenAge: "11m",
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: now,
    });
    const claims = readClaims(payload);
    if (!claims) return { ok: false, refusal: "invalid" };
    keys.checked.add(token, claims, now, new Date((Number(payload.exp) + TOLERANCE_SECONDS) * 1000));
    return { ok: true, claims };
  } catch (error) {
    return { ok: false, refusal: error instanceof errors.JWTExpired ? "expired" : "invalid" };
  }
}

function findKey(keys: AccessTokenKeys, id: string | undefined): CryptoKey {
  const key = id === undefined ? undefined : keys.byId.get(id);
  if (!key) throw new errors.JWKSNoMatchingKey();
  return key;
}

function readClaims(payload: Record<string, unknown>): AccessClaims | null {
  const { sub, sid, sv, auth_time: authTime, amr } = payload;
  if (!isUuid(sub) || !isUuid(sid)) return null;
  if (!isCount(sv, LARGEST_VERSION) || !isCount(authTime, LATEST_SECOND)) return null;
  if (!Array.isArray(amr) || !amr.every((method) => typeof method === "string")) return null;
  return { userId: sub, sessionId: sid, securityVersion: sv, authenticatedAt: new Date(authTime * 1000), methods: amr };
}

function isUuid(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}

function isCount(value: unknown, max: number): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= max;
}
