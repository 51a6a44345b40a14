import { createHmac, randomBytes } from "node:crypto";
import type { PurposeKeys } from "./key-ring.ts";
import { equalBytes } from "./secret.ts";

const DEVICE_BYTES = 16;
const PROOF_BYTES = 16;
const MAX_ACCOUNTS = 5;
const MAX_TOKEN_LENGTH = 400;
const TOKEN = /^([A-Za-z0-9_-]{1,32})\.([\w-]{22})((?:\.[\w-]{22})+)$/;

/**
 * Returns the value of the device cookie after a successful sign-in. The cookie later proves that this browser has
 * signed in to this account before. This gives the account's owner a separate login budget that attackers can't exhaust
 * (OWASP, "Device cookies"). It proves nothing else and never replaces a password. Layout: key ID, random device ID,
 * and one proof for each of the last five accounts.
 *
 * @param keys the keys derived from a key ring for the purpose `device-token`
 * @param userId the account that has just signed in
 * @param previous the cookie that the browser sent; its proofs for other accounts are kept, because several people can
 * share a browser
 */
export function issueDeviceToken(keys: PurposeKeys, userId: string, previous: string | undefined): string {
  const held = readDeviceToken(previous);
  const kept = held && held.keyId === keys.first.id ? held : null;
  const device = kept?.device ?? randomBytes(DEVICE_BYTES).toString("base64url");
  const own = proof(keys.first.secret, device, userId).toString("base64url");
  const others = kept?.proofs.filter((other) => other !== own) ?? [];
  return [keys.first.id, device, own, ...others].slice(0, 2 + MAX_ACCOUNTS).join(".");
}

/**
 * Returns the device ID if the cookie proves that the device has signed in to this account before, or null. The login
 * limiter uses it as part of its key.
 *
 * @param token the cookie as received
 */
export function findKnownDevice(keys: PurposeKeys, token: string | undefined, userId: string): string | null {
  const held = readDeviceToken(token);
  const key = held && keys.byId.get(held.keyId);
  if (!key) return null;
  const own = proof(key.secret, held.device, userId);
  return held.proofs.some((other) => equalBytes(own, Buffer.from(other, "base64url"))) ? held.device : null;
}

function readDeviceToken(token: string | undefined): { keyId: string; device: string; proofs: string[] } | null {
  if (token === undefined || token.length > MAX_TOKEN_LENGTH) return null;
  const [, keyId, device, proofs] = TOKEN.exec(token) ?? [];
  if (keyId === undefined || device === undefined || proofs === undefined) return null;
  return { keyId, device, proofs: proofs.slice(1).split(".") };
}

function proof(secret: Uint8Array, device: string, userId: string): Buffer {
  return createHmac("sha256", secret).update(`${device}.${userId}`).digest().subarray(0, PROOF_BYTES);
}
