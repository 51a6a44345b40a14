import { hkdfSync, randomBytes } from "node:crypto";
import { dayInZone } from "@docket/schema/day";
import type { Bytes } from "./secret.ts";

/** A named secret in a ring. */
export type RingKey = { id: string; secret: Bytes };

/** Named secrets in order. The first one signs and encrypts; all of them verify and decrypt. */
export type KeyRing = { first: RingKey; byId: ReadonlyMap<string, RingKey> };

/** The purpose of a derived key. Keys for different purposes are independent. */
export type KeyPurpose = "access-token" | "refresh-token" | "device-token" | "seal" | "identifier" | "checkpoint";

/** The keys derived from a ring for one purpose, 32 bytes each. */
export type PurposeKeys = { first: RingKey; byId: ReadonlyMap<string, RingKey> };

/** Thrown for an unsafe key ring. The message is a sentence for the operator and never contains a secret. */
export class KeyRingError extends Error {
  override name = "KeyRingError";
}

const MIN_SECRET_BYTES = 32;
const MAX_KEYS = 10;
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const SAMPLE =
  /change[-_]?me|changeit|password|passw0rd|supersecret|topsecret|your[-_]?secret|my[-_]?secret|insecure|example|placeholder|12345678|qwertyui|abcdefgh/i;
const MIN_DISTINCT_BYTES = 10;
const MAX_PERIOD = 16;
const HINT = 'Create one with "openssl rand -base64 32".';

/**
 * Parses a key ring: `newest:base64,older:base64`. The first key signs; all keys verify. To rotate keys, prepend a new
 * one, and remove the old one once nothing signed with it is in use. Weak keys are rejected, because jose would accept
 * a secret of only five bytes.
 *
 * @param setting name of the setting, for error messages: `AUTH_SECRETS` or `DATA_SECRETS`
 * @param value the value of the setting; each secret is base64 (either alphabet) of at least 32 bytes
 * @throws KeyRingError if a key has an invalid or duplicate name, is too short, or is
 *   obviously not random (an example value or a repeating pattern)
 */
export function parseKeyRing(setting: string, value: string): KeyRing {
  const entries = value.split(",").map((entry) => entry.trim());
  if (entries.length > MAX_KEYS)
    throw new KeyRingError(`${setting} has more than ${MAX_KEYS} keys: remove the old ones.`);

  const byId = new Map<string, RingKey>();
  for (const entry of entries) {
    const key = parseEntry(setting, entry);
    if (byId.has(key.id))
      throw new KeyRingError(`${setting} names the key "${key.id}" twice: every key needs its own name.`);
    byId.set(key.id, key);
  }
  const [first] = byId.values();
  if (!first) throw new KeyRingError(`${setting} has no key. ${HINT}`);
  return { first, byId };
}

function parseEntry(setting: string, entry: string): RingKey {
  const colon = entry.indexOf(":");
  const id = entry.slice(0, Math.max(colon, 0));
  const encoded = entry.slice(colon + 1);
  if (!KEY_ID.test(id))
    throw new KeyRingError(
      `${setting} must look like "name:base64", with a name of letters, digits, "-" and "_" (at most 32). ${HINT}`,
    );
  if (!BASE64.test(encoded)) throw new KeyRingError(`${setting}: the key "${id}" is not base64. ${HINT}`);

  const secret = new Uint8Array(Buffer.from(encoded, "base64"));
  if (secret.byteLength < MIN_SECRET_BYTES) {
    throw new KeyRingError(
      `${setting}: the key "${id}" has ${secret.byteLength} bytes, at least ${MIN_SECRET_BYTES} are needed. ${HINT}`,
    );
  }
  if (isGuessable(secret, encoded))
    throw new KeyRingError(`${setting}: the key "${id}" is a sample or a pattern, not a random secret. ${HINT}`);
  return { id, secret };
}

function isGuessable(secret: Uint8Array, encoded: string): boolean {
  if (new Set(secret).size < MIN_DISTINCT_BYTES) return true;
  if (SAMPLE.test(encoded) || SAMPLE.test(Buffer.from(secret).toString("latin1"))) return true;
  if (isRepeating(secret)) return true;
  const steps = new Set(secret.subarray(1).map((byte, index) => byte - (secret[index] ?? 0)));
  return steps.size === 1;
}

function isRepeating(secret: Uint8Array): boolean {
  for (let period = 1; period <= MAX_PERIOD; period++) {
    if (secret.every((byte, index) => index < period || byte === secret[index - period])) return true;
  }
  return false;
}

/**
 * Generates a key ring with one random key. Used on first start if the setting is missing. Store it in a file that only the
 * server's user can read.
 *
 * @param now determines the date in the key's name
 */
export function generateKeyRing(now: Date): string {
  const day = dayInZone(now, "UTC").replaceAll("-", "");
  return `k${day}-${randomBytes(3).toString("hex")}:${randomBytes(MIN_SECRET_BYTES).toString("base64")}`;
}

/**
 * Derives, from each key in the ring, a key for one purpose with HKDF-SHA256 (RFC 5869), so that a signature for one
 * purpose is invalid for all others. Call it once at startup, not per request.
 */
export function keysFor(ring: KeyRing, purpose: KeyPurpose): PurposeKeys {
  const derived = Array.from(ring.byId.values(), ({ id, secret }) => ({
    id,
    secret: new Uint8Array(hkdfSync("sha256", secret, "docket", purpose, MIN_SECRET_BYTES)),
  }));
  const byId = new Map(derived.map((key) => [key.id, key]));
  const first = byId.get(ring.first.id);
  if (!first) throw new KeyRingError("A key ring must hold its first key.");
  return { first, byId };
}
