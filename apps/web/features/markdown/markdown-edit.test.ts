import { expect, test } from "vitest";
import { enterEdit, markEdit } from "./markdown-edit.ts";
import type { Edit, TextSelection } from "./markdown-edit.ts";

/** Parses text in which two bars mark the selection. */
function selected(text: string): TextSelection {
  const [before = "", chosen = "", after = ""] = text.split("|");
  return { text: before + chosen + after, start: before.length, end: before.length + chosen.length };
}

function applied({ text }: TextSelection, { from, to, insert, start, end }: Edit): string {
  const next = text.slice(0, from) + insert + text.slice(to);
  return `${next.slice(0, start)}|${next.slice(start, end)}|${next.slice(end)}`;
}

test.each([
  ["bold", "a |b| c", "a **|b|** c"],
  ["bold", "a **|b|** c", "a |b| c"],
  ["bold", "||", "**||**"],
  ["italic", "a |b|", "a _|b|_"],
  ["link", "see |here|", "see [here](||)"],
  ["link", "see ||", "see [||]()"],
] as const)("%s: turns %s into %s", (kind, text, expected) => {
  expect(applied(selected(text), markEdit(selected(text), kind))).toBe(expected);
});

test.each([
  ["- one||", "- one\n- ||"],
  ["  * one||", "  * one\n  * ||"],
  ["9. nine||", "9. nine\n10. ||"],
  ["- [x] done||", "- [x] done\n- [ ] ||"],
  ["- one\n- ||", "- one\n||"],
  ["- [ ] ||", "||"],
])("Enter: turns %j into %j", (text, expected) => {
  const edit = enterEdit(selected(text));
  expect(edit && applied(selected(text), edit)).toBe(expected);
});

test.each(["plain||", "- |chosen|", "-no list||"])("Enter: returns null for %j", (text) => {
  expect(enterEdit(selected(text))).toBeNull();
});
