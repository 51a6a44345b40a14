import { expect, test } from "vitest";
import { matchScore, ranked } from "./match-score.ts";

const order = (typed: string, ...texts: string[]) =>
  ranked(
    typed,
    texts.map((text) => ({ text })),
  ).map(([{ text }]) => text);

test("ranks prefixes before substrings and substrings before scattered letters", () => {
  expect(order("due", "Residue", "Undone is up to everyone", "Set due date", "Due", "Due date")).toEqual([
    "Due",
    "Due date",
    "Set due date",
    "Residue",
  ]);
  expect(order("mvt", "Move to the top", "Remove it")).toEqual(["Move to the top"]);
});

test("matches words in any order, and initials", () => {
  expect(matchScore("proj add", "Add a project")).toBeGreaterThan(0);
  expect(order("gt", "Go to today", "Nightly")).toEqual(["Go to today"]);
});

test("ranks the shorter of two equal matches first and otherwise keeps the order", () => {
  expect(order("house", "House and garden", "House plan")).toEqual(["House plan", "House and garden"]);
  expect(order("", "b", "a")).toEqual(["b", "a"]);
});

test("ignores accents and case in any script", () => {
  expect(matchScore("ubersicht", "Übersicht")).toBeGreaterThan(0);
  expect(matchScore("ПРОЕКТ", "Новый проект")).toBeGreaterThan(0);
});

test("does not match if a letter is missing, or if only one or two letters are scattered", () => {
  expect(matchScore("xyz", "Add a task")).toBe(0);
  expect(matchScore("dt", "Add a label")).toBe(0);
});
