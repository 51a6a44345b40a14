import { expect, test } from "vitest";
import { toggleCheckbox } from "./checklist.ts";

const TEXT = "Pack:\n- [ ] tent\n  1. [x] stove\n> * [X] map\nnot [ ] here";

test.each([
  [2, "Pack:\n- [x] tent\n  1. [x] stove\n> * [X] map\nnot [ ] here"],
  [3, "Pack:\n- [ ] tent\n  1. [ ] stove\n> * [X] map\nnot [ ] here"],
  [4, "Pack:\n- [ ] tent\n  1. [x] stove\n> * [ ] map\nnot [ ] here"],
])("toggles only the checkbox on line %i", (line, expected) => {
  expect(toggleCheckbox(TEXT, line)).toBe(expected);
});

test.each([1, 5, 9])("returns the text unchanged for line %i, which has no checkbox", (line) => {
  expect(toggleCheckbox(TEXT, line)).toBe(TEXT);
});

test("keeps CRLF line breaks", () => {
  expect(toggleCheckbox("- [ ] one\r\n- [ ] two\r\n", 2)).toBe("- [ ] one\r\n- [x] two\r\n");
});
