import { expect, test } from "vitest";
import { fitOf, ranked } from "./rank.ts";

const order = (typed: string, ...texts: string[]) =>
  ranked(
    typed,
    texts.map((text) => ({ text })),
  ).map(([{ text }]) => text);

test("what begins with the letters stands before what has them inside, and that before what has them scattered", () => {
  expect(order("due", "Residue", "Undone is up to everyone", "Set due date", "Due", "Due date")).toEqual([
    "Due",
    "Due date",
    "Set due date",
    "Residue",
  ]);
  expect(order("mvt", "Move to the top", "Remove it")).toEqual(["Move to the top"]);
});

test("words count in any order, and their first letters", () => {
  expect(fitOf("proj add", "Add a project")).toBeGreaterThan(0);
  expect(order("gt", "Go to today", "Nightly")).toEqual(["Go to today"]);
});

test("of equally good ones the shorter stands first, and equals stay in their order", () => {
  expect(order("house", "House and garden", "House plan")).toEqual(["House plan", "House and garden"]);
  expect(order("", "b", "a")).toEqual(["b", "a"]);
});

test("accents and case do not count, in any script", () => {
  expect(fitOf("ubersicht", "Übersicht")).toBeGreaterThan(0);
  expect(fitOf("ПРОЕКТ", "Новый проект")).toBeGreaterThan(0);
});

test("what has not all the letters is not found; nor are single letters inside words", () => {
  expect(fitOf("xyz", "Add a task")).toBe(0);
  expect(fitOf("dt", "Add a label")).toBe(0);
});
