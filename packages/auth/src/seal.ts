import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { PurposeKeys } from "./key-ring.ts";
import type { Bytes } from "./secret.ts";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Thrown if sealed data can't be opened. `key-missing`: its key is not in the ring. `damaged`: the data was changed,
 * truncated, or sealed for another context.
 */
export class SealError extends Error {
  override name = "SealError";
  readonly reason: "key-missing" | "damaged";
  constructor(reason: "key-missing" | "damaged", message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Encrypts a string with the ring's first key: AES-256-GCM (NIST SP 800-38D) with a new random nonce each time. The
 * key's name is stored with the data, so that the data can be decrypted after key rotation. Layout: length of the name
 * (1 byte), name, nonce (12), ciphertext, tag (16). Random nonces are safe for up to 2^32 strings per key.
 *
 * @param keys the keys derived from the `DATA_SECRETS` key ring for the purpose `seal`
 * @param context identifies where the data is stored, e.g. `mail:<id>`; it is authenticated, so sealed data copied to
 * another row can't be opened
 */
export function seal(keys: PurposeKeys, text: string, context: string): Bytes {
  const { id, secret } = keys.first;
  const head = Buffer.concat([Buffer.of(id.length), Buffer.from(id, "latin1")]);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, secret, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(authenticated(head, context));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([head, iv, body, cipher.getAuthTag()]));
}

/**
 * Decrypts data sealed by {@link seal}, using the key that sealed it.
 *
 * @throws SealError if the key is not in the ring, or if the data or the context was changed
 */
export function openSealed(keys: PurposeKeys, sealed: Uint8Array, context: string): string {
  const id = sealedKeyId(sealed);
  const key = keys.byId.get(id);
  if (!key) throw new SealError("key-missing", `The key "${id}" is not in the key ring.`);

  const head = sealed.subarray(0, 1 + id.length);
  const rest = sealed.subarray(head.length);
  if (rest.length < IV_BYTES + TAG_BYTES) throw new SealError("damaged", "Sealed data is cut short.");
  const decipher = createDecipheriv(CIPHER, key.secret, rest.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(authenticated(head, context));
  decipher.setAuthTag(rest.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(rest.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString("utf8");
  } catch {
    throw new SealError("damaged", "Sealed data was changed, or belongs elsewhere.");
  }
}

/**
 * Reseals data with the ring's first key if another key sealed it. Otherwise returns the same bytes. A key rotation job
 * can therefore be stopped and restarted.
 *
 * @throws SealError as for {@link openSealed}
 */
export function reseal<Sealed extends Uint8Array>(keys: PurposeKeys, sealed: Sealed, context: string): Sealed | Bytes {
  return sealedKeyId(sealed) === keys.first.id ? sealed : seal(keys, openSealed(keys, sealed, context), context);
}

/** Returns the name of the key that sealed the data. */
export function sealedKeyId(sealed: Uint8Array): string {
  return Buffer.from(sealed.subarray(1, 1 + (sealed[0] ?? 0))).toString("latin1");
}

function authenticated(head: Uint8Array, context: string): Buffer {
  return Buffer.concat([head, Buffer.from(context, "utf8")]);
}
