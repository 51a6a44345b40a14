import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanText, text, textProblem } from "./text.ts";

const rule = { max: 100, min: 1, lines: "one" } as const;
const Title = text(rule);
/** Any sequence of UTF-16 code units, including lone surrogates and control characters. */
const anything = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((units) => String.fromCharCode(...units));

describe("a text", () => {
  it("is either rejected or stored in a form that is read back unchanged", () => {
    fc.assert(
      fc.property(anything, (value) => {
        const parsed = Title.safeParse(value);
        if (!parsed.success) return;
        expect(parsed.data.isWellFormed()).toBe(true);
        expect(parsed.data).not.toMatch(/[\0-\x1f\x7f\u202a-\u202e\u2066-\u2069]/);
        expect(Buffer.from(parsed.data, "utf8").toString("utf8")).toBe(parsed.data);
        expect(Title.parse(parsed.data)).toBe(parsed.data);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ["a\0b", "control"],
    ["\ud800x", "malformed"],
    ["   ", "blank"],
    ["\u200b\u200d", "blank"],
    ["\u3164", "blank"],
    ["\u115f\u1160\uffa0", "blank"],
    ["\u2800\u2800", "blank"],
    ["\u0301", "blank"],
    ["\u20e3\ufe0f", "blank"],
    ["\u{e0100}\ufe0f", "blank"],
    ["\u{1d173}\u{e0041}", "blank"],
    ["one\ntwo", "lines"],
    ["admin\u202egpj.exe", "control"],
    ["x".repeat(101), "long"],
  ])("%j is rejected as %s", (value, problem) => {
    const parsed = Title.safeParse(value);
    expect(parsed.error?.issues.map((issue) => issue.code === "custom" && issue.params?.["problem"])).toContain(
      problem,
    );
  });

  it("is normalised and trimmed, and keeps emoji and letters of all scripts", () => {
    expect(Title.parse("  Cafe\u0301 👩‍👩‍👧 ünï 中文 ")).toBe("Café 👩‍👩‍👧 ünï 中文");
  });

  it.each(["❤️", "e\u0301", "नि", "ㄱ", "⠓", "1️⃣", "\ue000"])("%j is visible", (value) => {
    expect(textProblem(value, rule)).toBe(null);
  });

  it("cleanText makes any text valid unless it is blank", () => {
    fc.assert(
      fc.property(anything, (value) => {
        const problem = textProblem(cleanText(value, rule), rule);
        expect(problem === null || problem === "blank").toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
