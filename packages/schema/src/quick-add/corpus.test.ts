import { describe, expect, test } from "vitest";
import { CORPUS_CONTEXTS, corpusLines, summaryOf } from "../testing/quick-add-corpus.ts";
import { parseQuickAdd } from "./parse.ts";

describe.each(["english", "german"] as const)("in %s", (language) => {
  const context = CORPUS_CONTEXTS[language];

  test("every line has the recorded meaning", () => {
    const lines = corpusLines(language);
    expect(lines.length).toBeGreaterThanOrEqual(400);
    const wrong = lines.flatMap((entry) => {
      const [line = "", expected = ""] = entry.split(" => ");
      const actual = summaryOf(parseQuickAdd(line, context), context.timeZone);
      return actual === expected ? [] : [{ line, expected, actual }];
    });
    expect(wrong).toEqual([]);
  });

  test("a line that is only a title stays as it is", () => {
    const lines = corpusLines(`${language}-titles`);
    expect(lines.length).toBeGreaterThanOrEqual(100);
    const wrong = lines.flatMap((line) => {
      const { spans, ...result } = parseQuickAdd(line, context);
      return spans.length === 0 ? [] : [{ line, actual: summaryOf({ ...result, spans }, context.timeZone) }];
    });
    expect(wrong).toEqual([]);
  });
});
