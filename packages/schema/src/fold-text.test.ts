import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldText, searchPatterns } from "./fold-text.ts";
import { cpuTimeOf } from "./testing/cpu-time.ts";

/** Emulates PostgreSQL's LIKE for patterns with % only at the ends. */
function isFound(text: string, query: string): boolean {
  const folded = foldText(text);
  return searchPatterns(query).every((pattern) => folded.includes(pattern.replace(/^%|%$/g, "")));
}

describe("searching", () => {
  it.each([
    ["Müller anrufen", "muller"],
    ["MÜLLER anrufen", "Müll"],
    ["Straße kehren", "strasse"],
    ["Fix the café", "CAFE"],
    ["Позвонить маме", "мам"],
    ["买牛奶和面包", "牛奶"],
    ["買い物に行く", "物"],
    ["ซื้อนม", "นม"],
    ["İstanbul gezisi", "istanbul"],
    ["a-b_c/d", "c"],
    ["Call 555-1234", "1234"],
    ["ﬁnish report", "finish"],
    ["buy milk and bread", "bread mil"],
    ["go", "g"],
  ])("%s is found by %s", (text, query) => expect(isFound(text, query)).toBe(true));

  it.each([
    ["buy milk", "bread"],
    ["logo", "go x"],
    ["algorithm", "go"],
    ["买牛奶", "奶牛"],
  ])("%s is not found by %s", (text, query) => expect(isFound(text, query)).toBe(false));

  it("finds every text by any of its words", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        (words, pick) => {
          expect(isFound(words.join(" "), words[pick % words.length] ?? "")).toBe(true);
        },
      ),
    );
  });

  it("produces patterns without LIKE's special characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (query) => {
        for (const pattern of searchPatterns(query)) expect(pattern.slice(1, -1)).not.toMatch(/[%_\\]/);
      }),
    );
  });

  it("takes less than a second for long texts", async () => {
    const spent = await cpuTimeOf(() => {
      foldText("aß買 ".repeat(12_500));
      searchPatterns("%_".repeat(5_000));
    });
    expect(spent).toBeLessThan(1_000);
  });
});
