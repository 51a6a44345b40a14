import { describe, expect, it } from "vitest";
import { checkedTokens } from "./checked-token.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23) + seconds * 1000);

describe("tokens that were checked", () => {
  it("are known from the check to their end, and not a moment longer", () => {
    const tokens = checkedTokens<string>();
    tokens.add("token", "claims", at(0), at(600));
    expect(tokens.find("token", at(0))).toBe("claims");
    expect(tokens.find("token", at(599))).toBe("claims");
    expect(tokens.find("token", at(600))).toBeNull();
    expect(tokens.find("token", at(599))).toBeNull();
  });

  it("are not known before they were checked, should the clock go back", () => {
    const tokens = checkedTokens<string>();
    tokens.add("token", "claims", at(10), at(600));
    expect(tokens.find("token", at(9))).toBeNull();
  });

  it("are told apart by every character", () => {
    const tokens = checkedTokens<string>();
    tokens.add("token", "claims", at(0), at(600));
    expect(tokens.find("tokem", at(1))).toBeNull();
    expect(tokens.find("token ", at(1))).toBeNull();
  });

  it("are forgotten, the oldest first, when there are too many", () => {
    const tokens = checkedTokens<number>(2);
    for (const n of [1, 2, 3]) tokens.add(`token ${n}`, n, at(0), at(600));
    expect([1, 2, 3].map((n) => tokens.find(`token ${n}`, at(1)))).toEqual([null, 2, 3]);
  });
});
