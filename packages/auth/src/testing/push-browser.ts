import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";

const SALT_BYTES = 16;
const SIZE_BYTES = 4;
const TAG_BYTES = 16;

/** The secrets of a browser's push subscription. */
type Secrets = { privateKey?: Uint8Array; auth?: Uint8Array };

/**
 * Creates the part of a browser that creates the keys of a push subscription and decrypts messages, written from RFC
 * 8188 and RFC 8291 independently of the encryption.
 */
export function createPushBrowser({ privateKey, auth = new Uint8Array(randomBytes(16)) }: Secrets = {}) {
  const receiver = createECDH("prime256v1");
  if (privateKey === undefined) receiver.generateKeys();
  else receiver.setPrivateKey(privateKey);
  const p256dh = new Uint8Array(receiver.getPublicKey());

  /** Decrypts the body of a push message that consists of one record. */
  function decrypt(body: Uint8Array): string {
    const bytes = Buffer.from(body);
    const salt = bytes.subarray(0, SALT_BYTES);
    const keyLength = bytes.readUInt8(SALT_BYTES + SIZE_BYTES);
    const start = SALT_BYTES + SIZE_BYTES + 1;
    const senderKey = bytes.subarray(start, start + keyLength);
    const record = bytes.subarray(start + keyLength);
    if (record.length > bytes.readUInt32BE(SALT_BYTES)) throw new Error("The message has more than one record.");
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), p256dh, senderKey]);
    const secret = hkdfSync("sha256", receiver.computeSecret(senderKey), auth, info, 32);
    const derived = (name: string, length: number) =>
      new Uint8Array(
        hkdfSync("sha256", new Uint8Array(secret), salt, Buffer.from(`Content-Encoding: ${name}\0`), length),
      );
    const decipher = createDecipheriv("aes-128-gcm", derived("aes128gcm", 16), derived("nonce", 12));
    decipher.setAuthTag(record.subarray(-TAG_BYTES));
    const padded = Buffer.concat([decipher.update(record.subarray(0, -TAG_BYTES)), decipher.final()]);
    const end = padded.findLastIndex((byte) => byte !== 0);
    if (padded[end] !== 2) throw new Error("The record is not the last one.");
    return padded.subarray(0, end).toString("utf8");
  }

  return { p256dh, auth, decrypt };
}
