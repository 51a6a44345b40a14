import { cpuTimeOf } from "@docket/schema/testing/cpu-time";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BusyError } from "./gate.ts";
import { TEST_COST, createPasswordHasher, passwordCost } from "./password.ts";

const { hashPassword, verifyPassword, needsRehash } = createPasswordHasher({ mode: "test", cost: TEST_COST });
const GIB = 1024 ** 3;

test("a hash is argon2id and contains its cost", async () => {
  expect(await hashPassword("correct horse battery")).toMatch(/^\$argon2id\$v=19\$m=1024,t=1,p=1\$/);
});

test("only the same password matches, and salts make every hash unique", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.string({ unit: "grapheme", maxLength: 40 }),
      async (one, other) => {
        const stored = await hashPassword(one);
        expect(await verifyPassword(stored, one)).toBe("match");
        expect(await verifyPassword(stored, other)).toBe(
          one.normalize("NFC") === other.normalize("NFC") ? "match" : "mismatch",
        );
        expect(await hashPassword(one)).not.toBe(stored);
      },
    ),
    { numRuns: 30 },
  );
});

test("composed and decomposed letters are equal; case, spaces and length matter", async () => {
  const stored = await hashPassword("Schloßgärten  2026 ");
  expect(await verifyPassword(stored, "Schloßga\u0308rten  2026 ")).toBe("match");
  for (const other of ["schloßgärten  2026 ", "Schloßgärten 2026 ", "Schloßgärten  2026", "Schlossgärten  2026 "]) {
    expect(await verifyPassword(stored, other)).toBe("mismatch");
  }
  const long = "x".repeat(255);
  expect(await verifyPassword(await hashPassword(`${long}a`), `${long}b`)).toBe("mismatch");
});

test("lone surrogates never match, not even each other, and are never hashed", async () => {
  const stored = await hashPassword("\ufffdx");
  expect(await verifyPassword(stored, "\ud800x")).toBe("mismatch");
  expect(await verifyPassword(stored, "\ud801x")).toBe("mismatch");
  await expect(hashPassword("\ud800 and enough letters")).rejects.toThrow(RangeError);
  await expect(hashPassword("x".repeat(10_000_000))).rejects.toThrow(RangeError);
  expect(await verifyPassword(stored, "x".repeat(10_000_000))).toBe("mismatch");
});

test("an unreadable stored hash is reported as malformed instead of throwing", async () => {
  const good = await hashPassword("a good password");
  const bad = [
    "",
    "x",
    good.slice(0, 30),
    good.replace("argon2id", "argon2i"),
    good.replace("m=1024", "m=4294967295"),
    good.replace("t=1", "t=4294967295"),
    "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
    "\u0000",
  ];
  for (const stored of bad) {
    expect(await verifyPassword(stored, "a good password")).toBe("malformed");
    expect(needsRehash(stored)).toBe(true);
  }
});

test("an unknown account, an unreadable hash and an invalid password take as long as a real check", async () => {
  const { hashPassword, verifyPassword } = createPasswordHasher({
    mode: "test",
    cost: { memoryCost: 16 * 1024, timeCost: 2, parallelism: 1 },
  });
  const stored = await hashPassword("a good password");
  // Takes the minimum instead of the mean, because other processes can only slow rounds down.
  const fastest = async (act: () => Promise<unknown>) => {
    const times: number[] = [];
    for (let round = 0; round < 9; round++) times.push(await cpuTimeOf(act));
    return Math.min(...times);
  };
  const usual = await fastest(() => verifyPassword(stored, "wrong password"));
  for (const act of [
    () => verifyPassword(null, "wrong password"),
    () => verifyPassword("x", "wrong password"),
    () => verifyPassword(stored, "\ud800"),
  ]) {
    // Without the dummy hash, the fastest time would be less than a hundredth of the usual time.
    expect(await fastest(act)).toBeGreaterThan(usual / 3);
  }
  expect(await verifyPassword(null, "")).toBe("mismatch");
});

describe("cost", () => {
  test("is 64 MiB and 3 passes, or 32 MiB on a small machine", () => {
    expect(passwordCost(8 * GIB)).toEqual({ memoryCost: 65_536, timeCost: 3, parallelism: 1 });
    expect(passwordCost(GIB)).toEqual({ memoryCost: 32_768, timeCost: 3, parallelism: 1 });
  });

  test("can't be below the minimum outside tests", () => {
    const least = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };
    for (const mode of ["production", "development"]) {
      expect(() => createPasswordHasher({ mode, cost: TEST_COST })).toThrow(RangeError);
      expect(() => createPasswordHasher({ mode, cost: { ...least, memoryCost: least.memoryCost - 1 } })).toThrow(
        RangeError,
      );
      expect(() => createPasswordHasher({ mode, cost: { ...least, timeCost: 1 } })).toThrow(RangeError);
      expect(() => createPasswordHasher({ mode, cost: least })).not.toThrow();
      expect(() => createPasswordHasher({ mode })).not.toThrow();
    }
  });

  test("needsRehash is true only for a weaker hash", async () => {
    const stronger = createPasswordHasher({ mode: "test", cost: { ...TEST_COST, timeCost: 2 } });
    const weak = await hashPassword("a good password");
    const strong = await stronger.hashPassword("a good password");
    expect(stronger.needsRehash(weak)).toBe(true);
    expect(stronger.needsRehash(strong)).toBe(false);
    expect(needsRehash(strong)).toBe(false);
    expect(await stronger.verifyPassword(weak, "a good password")).toBe("match");
  });
});

test("runs two hashes at a time and lets 64 wait; the 67th is rejected as busy", async () => {
  const results = await Promise.allSettled(Array.from({ length: 70 }, () => verifyPassword(null, "anything")));
  const refused = results.filter((result) => result.status === "rejected");
  expect(refused).toHaveLength(4);
  for (const { reason } of refused) expect(reason).toBeInstanceOf(BusyError);
  expect(await verifyPassword(null, "anything")).toBe("mismatch");
});
