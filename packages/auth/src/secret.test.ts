import fc from "fast-check";
import { expect, test } from "vitest";
import { digest, equalBytes, randomSecret } from "./secret.ts";

test("a secret is 32 random bytes in base64url", () => {
  const secrets = Array.from({ length: 200 }, randomSecret);
  expect(new Set(secrets).size).toBe(200);
  for (const secret of secrets) expect(secret).toMatch(/^[\w-]{43}$/);
});

test("the digest is SHA-256 (FIPS 180-4 example)", () => {
  expect(Buffer.from(digest("abc")).toString("hex")).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
  expect(digest(new TextEncoder().encode("abc"))).toEqual(digest("abc"));
});

test("equalBytes is true only for the same bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), (one, other) => {
      expect(equalBytes(one, Uint8Array.from(one))).toBe(true);
      expect(equalBytes(one, other)).toBe(Buffer.compare(one, other) === 0);
    }),
  );
});
