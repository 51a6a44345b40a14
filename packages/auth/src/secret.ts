import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Bytes that no view shares: what both the database driver and Web Crypto accept. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Random bytes of a secret that is guessed by nobody: 256 bits. */
export const SECRET_BYTES = 32;

/**
 * Makes a secret for a link or a cookie: random bytes of the operating system in base64url (RFC 4648 section 5), 43 characters.
 * Hand it out once and keep only its {@link digest}.
 */
export function randomSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/**
 * What is stored of a secret: its SHA-256 (FIPS 180-4), 32 bytes. Enough for random secrets of at least 128 bits, which
 * cannot be guessed from it; passwords are another matter, see password.ts.
 *
 * @param secret the text as it was handed out
 */
export function digest(secret: string | Uint8Array): Bytes {
  return new Uint8Array(createHash("sha256").update(secret).digest());
}

/** Whether two byte strings are equal, in a time that depends only on their lengths. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}
