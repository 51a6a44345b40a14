import { expect, test } from "vitest";
import { withToggledBox } from "./checklist.ts";

const TEXT = "Pack:\n- [ ] tent\n  1. [x] stove\n> * [X] map\nnot [ ] here";

test.each([
  [2, "Pack:\n- [x] tent\n  1. [x] stove\n> * [X] map\nnot [ ] here"],
  [3, "Pack:\n- [ ] tent\n  1. [ ] stove\n> * [X] map\nnot [ ] here"],
  [4, "Pack:\n- [ ] tent\n  1. [x] stove\n> * [ ] map\nnot [ ] here"],
])("the box on line %i is toggled, and nothing else", (line, expected) => {
  expect(withToggledBox(TEXT, line)).toBe(expected);
});

test.each([1, 5, 9])("on line %i there is no box", (line) => {
  expect(withToggledBox(TEXT, line)).toBe(TEXT);
});

test("line breaks of other systems stay", () => {
  expect(withToggledBox("- [ ] one\r\n- [ ] two\r\n", 2)).toBe("- [ ] one\r\n- [x] two\r\n");
});
