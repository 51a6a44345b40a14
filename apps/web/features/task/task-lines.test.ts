import { expect, test } from "vitest";
import { taskLines } from "./task-lines.ts";

const lines = (...texts: string[]) => taskLines(texts.join("\n")).map(({ title, parent }) => [title, parent]);

test("every line with something on it is a task", () => {
  expect(lines("Bread", "", "   ", "Milk\r")).toEqual([
    ["Bread", null],
    ["Milk", null],
  ]);
});

test("lines further in are sub-tasks of the line above, by spaces or tabs", () => {
  expect(lines("Shop", "  Bread", "  Milk", "\tfresh", "Cook", "\tPasta")).toEqual([
    ["Shop", null],
    ["Bread", 0],
    ["Milk", 0],
    ["fresh", 2],
    ["Cook", null],
    ["Pasta", 4],
  ]);
});

test("a text that is indented as a whole, or further out in the end, loses nothing", () => {
  expect(lines("    Shop", "      Bread", "  Cook")).toEqual([
    ["Shop", null],
    ["Bread", 0],
    ["Cook", null],
  ]);
});

test("bullets, numbers and boxes are not part of the title; signs inside are", () => {
  expect(
    lines("- Bread", "* [ ] Milk", "12. Eggs", "[x] Tea", "• Salt", "-5 degrees", "3.5 litres").map(([t]) => t),
  ).toEqual(["Bread", "Milk", "Eggs", "Tea", "Salt", "-5 degrees", "3.5 litres"]);
});

test("deeper than tasks can hang, lines stand beside each other", () => {
  expect(lines("1", " 2", "  3", "   4", "    5", "     6", "      7").map(([, parent]) => parent)).toEqual([
    null,
    0,
    1,
    2,
    3,
    3,
    3,
  ]);
});

test("a line longer than a title is cut", () => {
  expect(taskLines("x".repeat(600))[0]?.title).toHaveLength(500);
});
