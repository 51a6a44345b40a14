import { english } from "@docket/schema/quick-add/english";
import { parseQuickAdd } from "@docket/schema/quick-add/parse";
import { expect, test } from "vitest";
import { typedValues } from "./typed-values.ts";

test("words that mean one value belong together, and each label has its own", () => {
  const line = "tomorrow call @errands at 5pm @Deep @errands +ada p1";
  const typed = parseQuickAdd(line, {
    today: "2026-11-24",
    now: "10:00",
    timeZone: "Europe/Berlin",
    languages: [english],
    dayMonthOrder: "monthFirst",
    weekStart: 1,
    names: {
      projects: [],
      sections: [],
      labels: [
        { id: "deep", name: "deep" },
        { id: "errands", name: "errands" },
      ],
      people: [{ id: "ada", name: "Ada" }],
    },
  });
  expect(typedValues(line, typed).map(({ kind, text, id }) => [kind, text, id])).toEqual([
    ["due", "tomorrow … at 5pm", null],
    ["label", "@errands … @errands", "errands"],
    ["label", "@Deep", "deep"],
    ["person", "+ada", "ada"],
    ["priority", "p1", null],
  ]);
});
