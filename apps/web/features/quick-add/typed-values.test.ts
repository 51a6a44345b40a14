import { english } from "@docket/schema/quick-add/english";
import { parseQuickAdd } from "@docket/schema/quick-add/parse";
import { expect, test } from "vitest";
import { namesOfPeople } from "./known-names.ts";
import { typedValues } from "./typed-values.ts";

const people = [
  { userId: "ada", name: "Ada Lovelace" },
  { userId: "bob1", name: "Bob Jones" },
  { userId: "bob2", name: "Bob Smith" },
  { userId: "zoe", name: "Zoë" },
];

test("people can be named by a first name that only one of them has", () => {
  expect(namesOfPeople(people).map(({ id, name }) => `${id} ${name}`)).toEqual([
    "ada Ada Lovelace",
    "bob1 Bob Jones",
    "bob2 Bob Smith",
    "zoe Zoë",
    "ada Ada",
  ]);
});

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
      people: namesOfPeople(people),
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
