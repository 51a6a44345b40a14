import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Bytes backed by an ArrayBuffer, as both the database driver and Web Crypto require. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Length of a secret in bytes. 256 random bits can't be guessed. */
export const SECRET_BYTES = 32;

/**
 * Generates a secret for a link or a cookie: 32 random bytes from the operating system, encoded as 43 base64url
 * characters (RFC 4648 section 5). Send it once and store only its {@link digest}.
 */
export function randomSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/**
 * Returns the stored form of a secret: its SHA-256 digest (FIPS 180-4), 32 bytes. This is sufficient for random secrets
 * of at least 128 bits, which can't be recovered from their digest, but not for passwords (see password.ts).
 *
 * @param secret the secret as it was sent
 */
export function digest(secret: string | Uint8Array): Bytes {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}

/** Returns whether two byte strings are equal, in a time that depends only on their lengths. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}
