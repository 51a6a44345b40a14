import { expect, test } from "vitest";
import { foldPeople, MAX_MENTIONS, mentionedIn } from "./mention.ts";

const people = [
  { id: "1", name: "Ada" },
  { id: "2", name: "Ada Lovelace" },
  { id: "3", name: "Jürgen Groß" },
  { id: "4", name: "Ada Lovelace" },
  { id: "5", name: "🦊" },
];

test.each([
  ["@Ada look", ["1"]],
  ["Ask @ada lovelace, please", ["2", "4"]],
  ["(@Ada)", ["1"]],
  ["@jurgen gross and @ADA", ["1", "3"]],
  ["@Jürgen", []],
  ["@Adam", []],
  ["ada@ada.example", []],
  ["@ Ada", []],
  ["Ada", []],
  ["@🦊", []],
])("%j mentions %j", (text, ids) => {
  expect(mentionedIn(text, foldPeople(people))).toEqual(ids);
});

test("reads a long text of signs in bounded time", () => {
  expect(mentionedIn("@x ".repeat(16_000), foldPeople(people))).toEqual([]);
});

test("mentions a bounded number of people with the same name", () => {
  const many = Array.from({ length: 500 }, (_, index) => ({ id: String(index), name: "Ada" }));
  expect(mentionedIn("@Ada", foldPeople(many))).toHaveLength(MAX_MENTIONS);
});
