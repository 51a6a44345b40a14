import { randomUUID } from "node:crypto";
import type { CryptoKey } from "jose";
import { SignJWT, errors, jwtVerify } from "jose";
import { createVerifiedTokenCache, type VerifiedTokenCache } from "./checked-token.ts";
import { type KeyRing, keysFor } from "./key-ring.ts";

/** Lifetime of an access token in seconds. A retired signing key must stay in the ring for at least that long. */
export const ACCESS_TOKEN_SECONDS = 600;

const ALGORITHM = "HS256";
const TYPE = "at+jwt";
const AUDIENCE = "api";
const TOLERANCE_SECONDS = 5;
const MAX_TOKEN_LENGTH = 2048;
/** Maximum of PostgreSQL's `integer`, the type of the security version column. */
const MAX_SECURITY_VERSION = 2 ** 31 - 1;
/** Maximum time value of a `Date` in seconds (ECMAScript). */
const MAX_DATE_SECONDS = 8.64e12;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
// The last base64url character of 32 bytes carries only four bits. jose ignores the other two, so without this pattern
// a token would have several valid encodings.
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]{42}[AEIMQUYcgkosw048]$/;

/** The imported signing keys for access tokens, their issuer, and a cache of verified tokens. */
export type AccessTokenKeys = {
  issuer: string;
  firstId: string;
  byId: ReadonlyMap<string, CryptoKey>;
  checked: VerifiedTokenCache<AccessClaims>;
};

/**
 * The claims of an access token. They only identify the session. They contain no role, email or projects, which could
 * become stale.
 */
export type AccessClaims = {
  userId: string;
  sessionId: string;
  /** The account's security version when the token was signed. Incrementing it invalidates all earlier tokens. */
  securityVersion: number;
  /** When the user last authenticated. */
  authenticatedAt: Date;
  /** The authentication methods, as named in RFC 8176: `pwd`, `otp`, … */
  methods: string[];
};

/** `expired` means that the token was valid before it expired. Any other rejected token is `invalid`. */
export type AccessTokenCheck = { ok: true; claims: AccessClaims } | { ok: false; refusal: "expired" | "invalid" };

/**
 * Imports the signing keys once, because jose would otherwise import the raw bytes on each call, which would halve its
 * speed.
 *
 * @param issuer the public address (`APP_URL`), which is the required `iss` of every token
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
  return {
    issuer,
    firstId: keys.first.id,
    byId: new Map(await Promise.all(imported)),
    checked: createVerifiedTokenCache(),
  };
}

/**
 * Signs an access token (RFC 9068 `at+jwt`, HS256) with a lifetime of {@link ACCESS_TOKEN_SECONDS}.
 *
 * @param now the time of signing
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
 * Verifies an access token with fixed options (RFC 8725 sections 3.1, 3.8, 3.10 to 3.12): one algorithm, type, issuer
 * and audience, a key in the ring, all claims present, and a maximum age. A valid token only identifies the caller.
 * Whether the session is still valid is checked in the database on each request. Verified tokens can therefore be
 * cached until they expire without becoming stale.
 *
 * @param now the current time; clock skew of up to five seconds is tolerated
 * @returns the claims, or the reason for the rejection; never throws for an invalid token
 */
export async function verifyAccessToken(keys: AccessTokenKeys, token: string, now: Date): Promise<AccessTokenCheck> {
  if (token.length > MAX_TOKEN_LENGTH || !COMPACT.test(token)) return { ok: false, refusal: "invalid" };
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
  if (!isCount(sv, MAX_SECURITY_VERSION) || !isCount(authTime, MAX_DATE_SECONDS)) return null;
  if (!Array.isArray(amr) || !amr.every((method) => typeof method === "string")) return null;
  return { userId: sub, sessionId: sid, securityVersion: sv, authenticatedAt: new Date(authTime * 1000), methods: amr };
}

function isUuid(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}

function isCount(value: unknown, max: number): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= max;
}
