import { LOCALES } from "@docket/schema/locale";
import { expect, test } from "vitest";
import { loadQuickAddParser } from "./load-quick-add-parser.ts";

test.each(LOCALES)("the parser for %s reads dates in that language", async (locale) => {
  const parser = await loadQuickAddParser(locale);
  const context = {
    today: "2026-11-24",
    now: "10:00",
    timeZone: "Europe/Berlin",
    languages: parser.languages,
    dayMonthOrder: "dayFirst",
    weekStart: 1,
    names: { projects: [], sections: [], labels: [], people: [] },
  } as const;
  const words = { en: "tomorrow", de: "morgen" };
  for (const language of LOCALES) {
    const isRead = parser.parseDateText(words[language], context) !== null;
    expect(isRead).toBe(language === locale);
  }
  expect(parser.parseQuickAdd("Milk 1.12.", context).due).toEqual({ date: "2026-12-01" });
});

test("the parser is loaded once", () => {
  expect(loadQuickAddParser("en")).toBe(loadQuickAddParser("en"));
});
