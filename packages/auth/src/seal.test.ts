import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keysFor, parseKeyRing } from "./key-ring.ts";
import { SealError, openSealed, reseal, seal, sealedKeyId } from "./seal.ts";

const ringKey = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;
const keysOf = (value: string) => keysFor(parseKeyRing("DATA_SECRETS", value), "seal");
const keys = keysOf(ringKey("k1"));

const reasonOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error instanceof SealError ? error.reason : error;
  }
  return "nothing thrown";
};

test("opens to the original text, which the sealed bytes do not contain", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, context) => {
      const sealed = seal(keys, text, context);
      expect(openSealed(keys, sealed, context)).toBe(text);
      if (text.length > 3) expect(Buffer.from(sealed).includes(text)).toBe(false);
    }),
  );
});

test("sealing twice gives different bytes", () => {
  expect(seal(keys, "text", "mail:1")).not.toEqual(seal(keys, "text", "mail:1"));
});

test("does not open with a flipped bit, when truncated or in another context", () => {
  const sealed = seal(keys, "Reset your password", "mail:1");
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const changed = Uint8Array.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(reasonOf(() => openSealed(keys, changed, "mail:1"))).toMatch(/^(damaged|key-missing)$/);
  }
  for (let length = 0; length < sealed.length; length++) {
    expect(reasonOf(() => openSealed(keys, sealed.subarray(0, length), "mail:1"))).toMatch(/^(damaged|key-missing)$/);
  }
  for (const context of ["mail:2", "mail:", "", "mail:1 "])
    expect(reasonOf(() => openSealed(keys, sealed, context))).toBe("damaged");
});

test("authenticates the key's name, which can't be changed even to another name of the same key", () => {
  const secret = randomBytes(32).toString("base64");
  const sealed = seal(keysOf(`k1:${secret}`), "text", "mail:1");
  const renamed = Uint8Array.from(sealed).fill("2".charCodeAt(0), 2, 3);
  expect(sealedKeyId(renamed)).toBe("k2");
  expect(reasonOf(() => openSealed(keysOf(`k2:${secret}`), renamed, "mail:1"))).toBe("damaged");
});

describe("rotation", () => {
  const [older, newer] = [ringKey("old"), ringKey("new")];
  const sealed = seal(keysOf(older), "secret", "webhook:7");

  test("old data can be opened while its key is in the ring, and contains the key's name", () => {
    expect(sealedKeyId(sealed)).toBe("old");
    expect(openSealed(keysOf(`${newer},${older}`), sealed, "webhook:7")).toBe("secret");
    expect(reasonOf(() => openSealed(keysOf(newer), sealed, "webhook:7"))).toBe("key-missing");
  });

  test("resealed data needs only the new key, and resealing is idempotent", () => {
    const both = keysOf(`${newer},${older}`);
    const resealed = reseal(both, sealed, "webhook:7");
    expect(openSealed(keysOf(newer), resealed, "webhook:7")).toBe("secret");
    expect(reseal(both, resealed, "webhook:7")).toBe(resealed);
    expect(reasonOf(() => reseal(both, sealed, "webhook:8"))).toBe("damaged");
  });
});
