import { describe, expect, it } from "vitest";
import { createVerifiedTokenCache } from "./checked-token.ts";

const START = new Date("2026-11-23T00:00:00Z");
const at = (seconds: number) => new Date(START.getTime() + seconds * 1000);

describe("verified tokens", () => {
  it("are found until they expire", () => {
    const tokens = createVerifiedTokenCache<string>();
    tokens.add("token", "claims", at(0), at(600));
    expect(tokens.find("token", at(0))).toBe("claims");
    expect(tokens.find("token", at(599))).toBe("claims");
    expect(tokens.find("token", at(600))).toBeNull();
    expect(tokens.find("token", at(599))).toBeNull();
  });

  it("are not found before the time of their verification if the clock is set back", () => {
    const tokens = createVerifiedTokenCache<string>();
    tokens.add("token", "claims", at(10), at(600));
    expect(tokens.find("token", at(9))).toBeNull();
  });

  it("differ if any character differs", () => {
    const tokens = createVerifiedTokenCache<string>();
    tokens.add("token", "claims", at(0), at(600));
    expect(tokens.find("tokem", at(1))).toBeNull();
    expect(tokens.find("token ", at(1))).toBeNull();
  });

  it("are evicted, oldest first, when the cache is full", () => {
    const tokens = createVerifiedTokenCache<number>(2);
    for (const n of [1, 2, 3]) tokens.add(`token ${n}`, n, at(0), at(600));
    expect([1, 2, 3].map((n) => tokens.find(`token ${n}`, at(1)))).toEqual([null, 2, 3]);
  });
});
