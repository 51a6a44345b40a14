import { createCipheriv, createECDH, ECDH, hkdfSync, randomBytes } from "node:crypto";
import type { Bytes } from "./secret.ts";

const CURVE = "prime256v1";
const SALT_BYTES = 16;
const KEY_BYTES = 16;
const NONCE_BYTES = 12;
/** Length of the record, which push services accept if the whole message has at most 4096 bytes. */
const RECORD_SIZE = 4096;
/** Marks the end of the last record (RFC 8188, section 2). */
const LAST_RECORD = 2;

/** Length of a browser's public key in bytes: an uncompressed point of P-256. */
const PUBLIC_KEY_BYTES = 65;
/** Maximum length of a push message in bytes, before it is encrypted (RFC 8291, section 4). */
const MAX_MESSAGE_BYTES = 3993;

/** The keys of a push subscription, which the browser creates. */
export type PushSubscriptionKeys = {
  /** The browser's public key on the curve P-256. */
  p256dh: Uint8Array;
  /** The secret that the browser shares with the server. */
  auth: Uint8Array;
};

/** The random parts of an encrypted message. */
type Ephemeral = { salt: Uint8Array; privateKey: Uint8Array };

/** Returns whether the bytes are a public key of a browser: an uncompressed point on the curve. */
export function isPushPublicKey(bytes: Uint8Array): boolean {
  if (bytes.length !== PUBLIC_KEY_BYTES) return false;
  try {
    ECDH.convertKey(bytes, CURVE);
    return true;
  } catch {
    return false;
  }
}

/**
 * Encrypts a message so that only the browser can read it, and not its push service: Message Encryption for Web Push
 * (RFC 8291) with the content coding `aes128gcm` (RFC 8188), in one record.
 *
 * @param ephemeral only for tests; by default, salt and key are new for each message
 * @returns the body of the request to the push service
 * @throws RangeError if the message is longer than 3993 bytes
 */
export function encryptPushMessage(message: string, keys: PushSubscriptionKeys, ephemeral?: Ephemeral): Bytes {
  const text = Buffer.from(message, "utf8");
  if (text.length > MAX_MESSAGE_BYTES) throw new RangeError(`A push message can have ${MAX_MESSAGE_BYTES} bytes.`);
  const salt = ephemeral?.salt ?? randomBytes(SALT_BYTES);
  const sender = createECDH(CURVE);
  if (ephemeral === undefined) sender.generateKeys();
  else sender.setPrivateKey(ephemeral.privateKey);
  const senderKey = sender.getPublicKey();
  const secret = derive(
    sender.computeSecret(keys.p256dh),
    keys.auth,
    Buffer.concat([Buffer.from("WebPush: info\0"), keys.p256dh, senderKey]),
    32,
  );
  const key = derive(secret, salt, Buffer.from("Content-Encoding: aes128gcm\0"), KEY_BYTES);
  const nonce = derive(secret, salt, Buffer.from("Content-Encoding: nonce\0"), NONCE_BYTES);
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  const record = Buffer.concat([cipher.update(text), cipher.update(Buffer.of(LAST_RECORD)), cipher.final()]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(RECORD_SIZE);
  const header = Buffer.concat([salt, size, Buffer.of(senderKey.length), senderKey]);
  return new Uint8Array(Buffer.concat([header, record, cipher.getAuthTag()]));
}

/** Derives a key with HKDF and SHA-256 (RFC 5869). */
function derive(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, salt, info, length));
}
