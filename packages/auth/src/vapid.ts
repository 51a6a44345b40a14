import type { CryptoKey } from "jose";
import { exportJWK, generateKeyPair, importJWK, SignJWT } from "jose";

const ALGORITHM = "ES256";
/** Lifetime of a token in seconds. Push services accept at most 24 hours (RFC 8292, section 2). */
const TOKEN_SECONDS = 12 * 60 * 60;

/** The key pair with which this installation identifies itself to push services (VAPID, RFC 8292). */
export type VapidKey = {
  /** The public key as browsers and push services expect it: an uncompressed point of P-256 in base64url. */
  publicKey: string;
  signingKey: CryptoKey;
};

/** Generates a key pair and returns it as text (a JSON Web Key, RFC 7517). It is secret. */
export async function generateVapidKey(): Promise<string> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return JSON.stringify(await exportJWK(privateKey));
}

/**
 * Imports a key pair.
 *
 * @param text the key pair as returned by {@link generateVapidKey}
 * @throws TypeError if the text is no private key
 */
export async function importVapidKey(text: string): Promise<VapidKey> {
  const { kty, crv, x, y, d } = JSON.parse(text) as Record<string, string | undefined>;
  if (kty !== "EC" || crv !== "P-256" || x === undefined || y === undefined || d === undefined)
    throw new TypeError("This is not a private key of P-256.");
  const point = Buffer.concat([Buffer.of(4), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
  const signingKey = await importJWK({ kty, crv, x, y, d }, ALGORITHM);
  if (!("type" in signingKey)) throw new TypeError("This is not a private key of P-256.");
  return { publicKey: point.toString("base64url"), signingKey };
}

/**
 * Returns the `Authorization` header of a request to a push service: a token that is valid for this service only.
 *
 * @param contact address of the operator, for the push service: `mailto:` or `https:`
 */
export async function vapidAuthorization(
  { publicKey, signingKey }: VapidKey,
  { endpoint, contact, now }: { endpoint: URL; contact: string; now: Date },
): Promise<string> {
  const token = await new SignJWT()
    .setProtectedHeader({ alg: ALGORITHM, typ: "JWT" })
    .setAudience(endpoint.origin)
    .setExpirationTime(Math.floor(now.getTime() / 1000) + TOKEN_SECONDS)
    .setSubject(contact)
    .sign(signingKey);
  return `vapid t=${token}, k=${publicKey}`;
}
