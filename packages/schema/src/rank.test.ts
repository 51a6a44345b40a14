import fc from "fast-check";
import { expect, it } from "vitest";
import { rankBetween, ranksBetween } from "./rank.ts";

it("a list stays in the order in which things were put, whatever the places", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 80 }), (places) => {
      const ranks: string[] = [];
      for (const place of places) {
        const at = place % (ranks.length + 1);
        ranks.splice(at, 0, rankBetween(ranks[at - 1] ?? null, ranks[at] ?? null));
      }
      expect([...ranks].sort()).toEqual(ranks);
      expect(new Set(ranks).size).toBe(ranks.length);
    }),
  );
});

it("many keys at one place are in order and between the neighbours", () => {
  const ranks = ranksBetween("a0", "a1", 500);
  expect([...ranks].sort()).toEqual(ranks);
  expect(ranks.every((rank) => rank > "a0" && rank < "a1")).toBe(true);
});

it("two neighbours with one key still give a key", () => {
  expect(rankBetween("a1", "a1") > "a1").toBe(true);
});
