/** Bytes handed to `String.fromCharCode` at once; more would be more arguments than a call may have. */
const CHUNK = 0x8000;

/** Bytes as base64 text (RFC 4648 section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  return btoa(binary);
}
