import { expect, test } from "vitest";
import { issueSentence } from "./issue-sentence.ts";

test.each([
  ["set.title", "must not be empty", "en", "Title must not be empty."],
  ["ids.0", "is too long", "en", "Ids is too long."],
  ["dueOn", "needs a time", "en", "Due on needs a time."],
  ["", "give projectId or entityId, not both", "en", "Input give projectId or entityId, not both."],
  ["set.title", "darf nicht leer sein", "de", "Die Eingabe darf nicht leer sein."],
  [
    "parentId",
    "Ein Ordner kann nicht in sich selbst liegen: A › B",
    "de",
    "Ein Ordner kann nicht in sich selbst liegen: A › B",
  ],
  ["id", "Ungültige Eingabe: erwartet string", "de", "Ungültige Eingabe: erwartet string"],
] as const)("the problem of %s that it “%s” reads in %s: %s", (path, message, locale, sentence) => {
  expect(issueSentence({ path, message }, locale, locale === "de" ? "Die Eingabe" : "Input")).toBe(sentence);
});
