import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeRule } from "./describe-rule.ts";
import { nextOccurrences } from "./occurrences.ts";
import { isRule, parseRule } from "./rule-text.ts";
import type { Rule } from "./rule.ts";
import { simplifyRule } from "./simplify-rule.ts";

function ruleOf(text: string): Rule {
  const rule = parseRule(text);
  if (!isRule(rule)) throw new Error(`${text}: ${rule.part}`);
  return rule;
}

const vectors = readFileSync(new URL("vectors.txt", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => {
    const [text = "", start = ""] = line.trim().split(" ");
    return { text, start, rule: ruleOf(text) };
  });
const DAYS = 8;

test("a simplified rule selects the same days as the original", () => {
  for (const { text, start, rule } of vectors) {
    const original = nextOccurrences({ rule, start }, DAYS);
    const simplified = nextOccurrences({ rule: simplifyRule(rule, start), start }, DAYS);
    expect(simplified, `${text} ${start}`).toEqual(original);
  }
});

test.each(["en", "de"] as const)("every rule has a description in %s", (locale) => {
  for (const { text, start, rule } of vectors) {
    const described = describeRule(rule, { locale, start, time: "09:00" });
    expect(described, text).toMatch(/^\p{Ll}[\p{L}\d ,.:-]+(?: [AP]M|[\p{L}\d])$/u);
    expect(described, text).not.toMatch(/undefined|  | ,|,,/);
  }
});
