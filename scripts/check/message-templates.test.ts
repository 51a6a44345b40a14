import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TRANSLATIONS } from "../../packages/core/src/runtime/translation/language.ts";
import { translate } from "../../packages/core/src/runtime/translation/translate.ts";
import { filesAt } from "../prepare/files.mjs";
import { differences, messagesOf } from "./message-templates.mjs";

const ROOT = join(import.meta.dirname, "../..");
const SOURCES = ["packages/api/src", "packages/core/src", "packages/schema/src", "apps/server/src"];
/** Files whose messages are not translated. Settings, for example, are read by operators, not users. */
const OTHER = /\.test\.ts$|\/testing\/|\/matrix\/|\/runtime\/config\.ts$|\/runtime\/translation\//;

test("every user-visible message has translations with the same placeholders in all languages; none is unused", () => {
  const found = filesAt(SOURCES.map((path) => join(ROOT, path)))
    .filter((path) => path.endsWith(".ts") && !OTHER.test(path))
    .map((path) => messagesOf(path, readFileSync(path, "utf8")));
  expect(found.flatMap(({ problems }) => problems)).toEqual([]);
  const templates = found.flatMap(({ templates: own }) => own);
  expect(templates.length).toBeGreaterThan(200);
  for (const [locale, { messages }] of Object.entries(TRANSLATIONS))
    expect(differences(templates, messages), locale).toEqual([]);
});

test("reports a missing translation, an unused translation, and different placeholders", () => {
  const german = { "Please sign in.": "Bitte melde dich an.", "{0} of {1}": "{0} von", Gone: "Weg" };
  expect(differences(["Please sign in.", "Not so.", "{0} of {1}"], german)).toEqual([
    "no text: Not so.",
    "other placeholders: {0} of {1}",
    "unused: Gone",
  ]);
});

test("finds messages wherever they are written", () => {
  const text = `
    const BUSY = "Docket is busy.";
    const INBOX_MESSAGES = { left: "An inbox can't be left." };
    throw new DomainError("conflict", isOld ? "Too " + "old." : message\`More than \${max} tasks.\`);
    throw notFound("Task");
    throw invalid("parentId", "Too deep.", "too_deep");
    return refuse("unavailable", BUSY);
    z.string().regex(/a/, "must be a");
    Schema.refine(isValid, { path: ["a"], message: "needs a time" });
    context.addIssue({ code: "custom", message: "is too long" });
    new DomainError("invalid", "No.", { issues: [{ path: "id", code: "custom", message: "is used" }] });`;
  expect(messagesOf("a.ts", text)).toEqual({
    templates: [
      "More than {0} tasks.",
      "An inbox can't be left.",
      "Too old.",
      "Task",
      "Too deep.",
      "Docket is busy.",
      "must be a",
      "needs a time",
      "is too long",
      "No.",
      "is used",
    ],
    problems: [],
  });
});

test("reports a message that is concatenated without the tag", () => {
  const text =
    'throw new DomainError("conflict", `A label ${name} exists.`);\nthrow refuse("malformed", "No " + name);';
  expect(messagesOf("a.ts", text).problems).toEqual(["a.ts:1 `A label ${name} exists.`", 'a.ts:2 "No " + name']);
});

test("a message without a translation is shown in English, with numbers formatted for the language", () => {
  expect(translate({ template: "{0} things", values: [1500] }, "de")).toBe("1.500 things");
  expect(translate("constructor", "de")).toBe("constructor");
});
