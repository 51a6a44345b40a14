import { expect, test } from "vitest";
import { editLine, rangeAtEnd, withPlain } from "./plain-ranges.ts";

const LINE = "Read friday and monday";
const friday = { start: 5, end: 11 };
const line = withPlain({ title: LINE, plain: [] }, [friday]);

test.each([
  ["typed after it", "Read friday and monday 5pm", [friday]],
  ["typed before it", "Please read friday and monday", [{ start: 12, end: 18 }]],
  ["removed before it", "friday and monday", [{ start: 0, end: 6 }]],
  ["changed between it and the next word", "Read friday, monday", [friday]],
  ["a comma directly after it", "Read friday, and monday", [friday]],
  ["a letter joined to its end", "Read fridays and monday", []],
  ["a letter joined to its start", "Read xfriday and monday", []],
  ["changed within it", "Read fryday and monday", []],
  ["removed with it", "Read monday", []],
  ["everything removed", "", []],
])("plain words after an edit: %s", (_, title, plain) => {
  expect(editLine(line, title)).toEqual({ title, plain });
});

test("only what changes is lost when there are several plain words", () => {
  const both = withPlain(line, [{ start: 16, end: 22 }]);
  expect(editLine(both, "Read friday or mondays").plain).toEqual([friday]);
  expect(editLine(both, "Read fridays and monday").plain).toEqual([{ start: 17, end: 23 }]);
});

test("a part of the line is at the end only if nothing follows, not even a space", () => {
  const span = { start: 4, end: 10 };
  expect(rangeAtEnd("Pay monday", [span], 10)).toBe(span);
  expect(rangeAtEnd("Pay monday ", [span], 11)).toBeNull();
  expect(rangeAtEnd("Pay monday ", [span], 10)).toBeNull();
  expect(rangeAtEnd("Pay monday", [span], 4)).toBeNull();
  expect(rangeAtEnd("Pay monday", [span], null)).toBeNull();
});
