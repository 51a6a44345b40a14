import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { KeyRingError, generateKeyRing, keysFor, parseKeyRing } from "./key-ring.ts";

const random = (bytes = 32) => randomBytes(bytes).toString("base64");

describe("parseKeyRing", () => {
  test("the first key signs, and all keys are found by ID", () => {
    const ring = parseKeyRing("AUTH_SECRETS", `new:${random()}, old:${random(48)}`);
    expect(ring.first.id).toBe("new");
    expect([...ring.byId.keys()]).toEqual(["new", "old"]);
    expect(ring.byId.get("old")?.secret.byteLength).toBe(48);
  });

  test("inherited property names are not found", () => {
    const ring = parseKeyRing("AUTH_SECRETS", `k1:${random()}`);
    for (const id of ["__proto__", "constructor", "toString", ""]) expect(ring.byId.get(id)).toBeUndefined();
  });

  test.each([
    ["nothing", ""],
    ["no name", random()],
    ["an empty name", `:${random()}`],
    ["a name with a path", `../k:${random()}`],
    ["a name of 33 characters", `${"k".repeat(33)}:${random()}`],
    ["text that is not base64", "k1:this is not base64, at all!"],
    ["5 bytes", `k1:${random(5)}`],
    ["31 bytes", `k1:${random(31)}`],
    ["a second key that is short", `k1:${random()},k2:${random(16)}`],
    ["an empty second entry", `k1:${random()},`],
    ["the same name twice", `k1:${random()},k1:${random()}`],
    ["zeros", `k1:${Buffer.alloc(32).toString("base64")}`],
    ["one byte repeated", `k1:${Buffer.alloc(64, 0xab).toString("base64")}`],
    ["a counter", `k1:${Buffer.from(Array.from({ length: 32 }, (_, index) => index)).toString("base64")}`],
    ["a repeated block", `k1:${Buffer.concat(Array(4).fill(randomBytes(13))).toString("base64")}`],
    ["changeme in the bytes", `k1:${Buffer.from("Please-ChangeMe-before-production!!").toString("base64")}`],
    ["changeme as the base64 itself", `k1:${"ChangeMe0123".repeat(4)}`],
    ["changeme with random text around it", `k1:changeme${random(30)}`],
    ["too many keys", Array.from({ length: 11 }, (_, index) => `k${index}:${random()}`).join(",")],
  ])("rejects %s with a message that names the setting", (_, value) => {
    expect(() => parseKeyRing("AUTH_SECRETS", value)).toThrow(KeyRingError);
    expect(() => parseKeyRing("AUTH_SECRETS", value)).toThrow(/^AUTH_SECRETS.*\.$/);
  });

  test("the message never contains the secret", () => {
    const secret = random(24);
    try {
      parseKeyRing("AUTH_SECRETS", `k1:${secret}`);
      expect.unreachable();
    } catch (error) {
      expect(String(error)).not.toContain(secret);
    }
  });

  test("accepts all random secrets of 32 or more bytes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 32, max: 64 }), fc.boolean(), (bytes, url) => {
        const encoded = randomBytes(bytes).toString(url ? "base64url" : "base64");
        expect(parseKeyRing("DATA_SECRETS", `k:${encoded}`).first.secret.byteLength).toBe(bytes);
      }),
    );
  });
});

test("a generated ring can be parsed, has the date in its key's name and is unique", () => {
  const now = new Date("2026-11-23T10:00:00Z");
  const [one, other] = [generateKeyRing(now), generateKeyRing(now)];
  expect(parseKeyRing("AUTH_SECRETS", one).first.id).toMatch(/^k20261123-[0-9a-f]{6}$/);
  expect(one).not.toBe(other);
});

test("derived keys differ by purpose and ring key, and are deterministic", () => {
  const ring = parseKeyRing("DATA_SECRETS", `b:${random()},a:${random()}`);
  const hex = (keys: ReturnType<typeof keysFor>, id: string) =>
    Buffer.from(keys.byId.get(id)?.secret ?? []).toString("hex");
  const seal = keysFor(ring, "seal");
  const checkpoint = keysFor(ring, "checkpoint");
  expect(new Set([hex(seal, "a"), hex(seal, "b"), hex(checkpoint, "a"), hex(checkpoint, "b")]).size).toBe(4);
  expect(hex(keysFor(ring, "seal"), "a")).toBe(hex(seal, "a"));
  expect(seal.first.id).toBe("b");
  expect(seal.first.secret.byteLength).toBe(32);
});

test("derivation is HKDF-SHA256 with salt and purpose, so that later versions can open sealed data", () => {
  const ring = parseKeyRing(
    "DATA_SECRETS",
    `k:${Buffer.from("6c9d1f8e0b7a44d2935e61cc78a0f3b5d4e2970a8b1c6f53e97d20a46bc8f1d3", "hex").toString("base64")}`,
  );
  expect(Buffer.from(keysFor(ring, "seal").first.secret).toString("hex")).toMatchInlineSnapshot(
    `"2dff39f7b4d8b2a3b88538f823dfe34525db34861c1d493dad9d966a3802cac8"`,
  );
});
