import { randomInt } from "node:crypto";
import { crc32 } from "node:zlib";
import { type Bytes, digest } from "./secret.ts";

/** The prefix of every API token. Secret scanners use it to recognise leaked tokens. */
export const API_TOKEN_PREFIX = "dkt_pat_";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
// 62^32 is slightly more than 2^190.
const RANDOM_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const SHOWN_LENGTH = 4;
const TOKEN = new RegExp(`^${API_TOKEN_PREFIX}([0-9A-Za-z]{${RANDOM_LENGTH}})([0-9A-Za-z]{${CHECKSUM_LENGTH}})$`);

/** The stored parts of an API token: its digest, and the prefix shown in lists. */
export type ApiTokenParts = { hash: Bytes; prefix: string };

/**
 * Generates an API token: `dkt_pat_`, 32 random characters and a 6-character checksum. Show the token once and store
 * only its parts.
 */
export function issueApiToken(): ApiTokenParts & { token: string } {
  const random = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  const token = `${API_TOKEN_PREFIX}${random}${checksum(random)}`;
  return { token, ...partsOf(token) };
}

/**
 * Parses an API token. The checksum detects typos and made-up tokens without a database query. It adds no security,
 * which comes from the 190 random bits.
 *
 * @returns the parts used to look up the token, or null if the string is not an API token
 */
export function parseApiToken(token: string): ApiTokenParts | null {
  const [, random, found] = TOKEN.exec(token) ?? [];
  if (random === undefined || found !== checksum(random)) return null;
  return partsOf(token);
}

function partsOf(token: string): ApiTokenParts {
  return { hash: digest(token), prefix: token.slice(0, API_TOKEN_PREFIX.length + SHOWN_LENGTH) };
}

/** Returns the CRC-32 (as in zip files) in base 62. */
function checksum(text: string): string {
  let rest = crc32(text);
  let encoded = "";
  while (encoded.length < CHECKSUM_LENGTH) {
    encoded = ALPHABET.charAt(rest % ALPHABET.length) + encoded;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return encoded;
}
