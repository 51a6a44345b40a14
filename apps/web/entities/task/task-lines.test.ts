import { expect, test } from "vitest";
import { parseTaskLines } from "./task-lines.ts";

const lines = (...texts: string[]) => parseTaskLines(texts.join("\n")).map(({ title, parent }) => [title, parent]);

test("turns every line that is not blank into a task", () => {
  expect(lines("Bread", "", "   ", "Milk\r")).toEqual([
    ["Bread", null],
    ["Milk", null],
  ]);
});

test("makes lines indented by spaces or tabs sub-tasks of the line above", () => {
  expect(lines("Shop", "  Bread", "  Milk", "\tfresh", "Cook", "\tPasta")).toEqual([
    ["Shop", null],
    ["Bread", 0],
    ["Milk", 0],
    ["fresh", 2],
    ["Cook", null],
    ["Pasta", 4],
  ]);
});

test("keeps all lines when the whole text is indented or the last line is less indented", () => {
  expect(lines("    Shop", "      Bread", "  Cook")).toEqual([
    ["Shop", null],
    ["Bread", 0],
    ["Cook", null],
  ]);
});

test("strips list markers and checkboxes but keeps such characters inside the title", () => {
  expect(
    lines("- Bread", "* [ ] Milk", "12. Eggs", "[x] Tea", "• Salt", "-5 degrees", "3.5 litres").map(([t]) => t),
  ).toEqual(["Bread", "Milk", "Eggs", "Tea", "Salt", "-5 degrees", "3.5 litres"]);
});

test("makes lines beyond the maximum task depth siblings", () => {
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

test("truncates a line to the maximum length of a title", () => {
  expect(parseTaskLines("x".repeat(600))[0]?.title).toHaveLength(500);
});
