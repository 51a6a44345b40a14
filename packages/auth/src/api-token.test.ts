import fc from "fast-check";
import { expect, test } from "vitest";
import { issueApiToken, parseApiToken } from "./api-token.ts";
import { digest } from "./secret.ts";

test("parsing a token returns the parts that are stored", () => {
  const { token, hash, prefix } = issueApiToken();
  expect(token).toMatch(/^dkt_pat_[0-9A-Za-z]{38}$/);
  expect(prefix).toBe(token.slice(0, 12));
  expect(hash).toEqual(digest(token));
  expect(parseApiToken(token)).toEqual({ hash, prefix });
});

test("the checksum is CRC-32 in base 62, so that scanners can verify it too", () => {
  // Computed independently of this code: the CRC-32 of 32 zeros is 2700251856.
  expect(parseApiToken(`dkt_pat_${"0".repeat(32)}2wjyrI`)).not.toBeNull();
  expect(parseApiToken(`dkt_pat_${"0".repeat(32)}2wjyrJ`)).toBeNull();
});

test("uses all 62 characters about equally often", () => {
  const counts = new Map<string, number>();
  for (let round = 0; round < 500; round++) {
    for (const character of issueApiToken().token.slice(8, 40)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  // The expected count is 258; the tolerance is six standard deviations.
  expect(counts.size).toBe(62);
  for (const count of counts.values()) expect(Math.abs(count - 258)).toBeLessThan(97);
});

test("rejects a token with a changed, missing, added or swapped character", () => {
  const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-";
  fc.assert(
    fc.property(fc.nat(45), fc.constantFrom(...alphabet), (index, character) => {
      const { token } = issueApiToken();
      const replaced = token.slice(0, index) + character + token.slice(index + 1);
      const swapped = token.slice(0, index) + (token[index + 1] ?? "") + (token[index] ?? "") + token.slice(index + 2);
      for (const typo of [replaced, swapped]) if (typo !== token) expect(parseApiToken(typo)).toBeNull();
      expect(parseApiToken(token.slice(0, index) + token.slice(index + 1))).toBeNull();
      expect(parseApiToken(token.slice(0, index) + character + token.slice(index))).toBeNull();
    }),
  );
});

test("returns null for any other string", () => {
  const { token } = issueApiToken();
  const texts = [
    "",
    "dkt_pat_",
    ` ${token}`,
    `${token}\n`,
    token.toUpperCase(),
    `Bearer ${token}`,
    "a".repeat(1_000_000),
  ];
  for (const text of texts) expect(parseApiToken(text)).toBeNull();
  const base62 = fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
  const shaped = fc.string({ unit: base62, minLength: 38, maxLength: 38 }).map((random) => `dkt_pat_${random}`);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "grapheme" }), shaped), (text) => {
      expect(parseApiToken(text)).toBeNull();
    }),
  );
});
