import fc from "fast-check";
import { expect, it } from "vitest";
import { rankBetween, ranksBetween } from "./rank.ts";

it("keeps items in order for any sequence of insert positions", () => {
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

it("ranksBetween returns sorted ranks between the neighbours", () => {
  const ranks = ranksBetween("a0", "a1", 500);
  expect([...ranks].sort()).toEqual(ranks);
  expect(ranks.every((rank) => rank > "a0" && rank < "a1")).toBe(true);
});

it("returns a rank after two neighbours of equal rank", () => {
  expect(rankBetween("a1", "a1") > "a1").toBe(true);
});
