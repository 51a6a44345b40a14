import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { LOCALES } from "@docket/schema/locale";
import compile from "icu-minify/compile";
import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import { CATALOGUE, compiledMessages } from "./catalogue.ts";
import { LAZY_AREAS, compilePlain, loadLazyMessages } from "./lazy-messages.ts";

const WEB = join(import.meta.dirname, "..");

/** Returns all messages with their keys. */
function textsOf(messages: object, path: string[] = []): [string, string][] {
  return Object.entries(messages).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "string"
      ? [[[...path, name].join("."), value] as [string, string]]
      : textsOf(value as object, [...path, name]),
  );
}

/** Returns a message's placeholders, such as `count` in `{count, plural, …}`, and its tags. */
function slotsOf(text: string): string[] {
  const names: string[] = [];
  // Braces alternate between placeholders and nested messages, as in `{role, select, owner {an owner}}`.
  let depth = 0;
  for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
    if (brace === "{" && depth % 2 === 0) names.push(/^\w*/.exec(text.slice(index + 1))?.[0] ?? "");
    depth += brace === "{" ? 1 : -1;
  }
  const marks = [...text.matchAll(/<(\w+)>/g)].map(([, name]) => `<${name}>`);
  return [...new Set([...names, ...marks])].sort();
}

const english = new Map(textsOf(CATALOGUE.en));

test.each(LOCALES)("has every message in %s, with valid syntax and the same placeholders as in English", (locale) => {
  const texts = new Map(textsOf(CATALOGUE[locale]));
  expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
  const problems: string[] = [];
  const translate = createTranslator({
    locale,
    messages: CATALOGUE[locale] as never,
    onError: (error) => problems.push(error.message),
  }) as unknown as (key: string, values: object) => string;
  for (const [key, text] of texts) {
    expect(slotsOf(text), key).toEqual(slotsOf(english.get(key) ?? ""));
    expect(text.trim(), key).not.toBe("");
    if (!text.includes("<")) translate(key, Object.fromEntries(slotsOf(text).map((slot) => [slot, 2])));
  }
  expect(problems).toEqual([]);
});

const lazyTexts = LOCALES.flatMap((locale) => LAZY_AREAS.map((area) => ({ area, locale })));

test.each(lazyTexts)("loads the messages of $area in $locale without the page", async ({ area, locale }) => {
  const texts = CATALOGUE[locale][area];
  expect(compiledMessages(locale)).not.toHaveProperty(area);
  expect(await loadLazyMessages(area, locale)).toEqual(compilePlain(texts));
  for (const [key, text] of textsOf(texts)) expect(compilePlain({ text }), key).toEqual({ text: compile(text) });
});

test("has no unused messages", () => {
  const source = ["app", "actions", "entities", "features", "ui", "trpc", "i18n", "../../packages/schema/src"]
    .flatMap((folder) =>
      readdirSync(join(WEB, folder), { recursive: true, encoding: "utf8" }).map((name) => join(WEB, folder, name)),
    )
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");
  const unused = [...english.keys()].filter((key) => {
    const name = key.split(".").at(-1) ?? "";
    return !new RegExp(`\\b${name}\\b`).test(source);
  });
  expect(unused).toEqual([]);
});
