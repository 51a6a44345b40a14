import { expect, test } from "vitest";
import { focusAfter } from "./focus-restoration.ts";

test("keeps the focus on a task that is still shown, wherever it has moved", () => {
  expect(focusAfter("b", ["a", "b", "c"], ["b", "c", "a"])).toBe("b");
});

test("moves the focus to the next remaining task, or to the previous one if none follows", () => {
  expect(focusAfter("b", ["a", "b", "c", "d"], ["a", "d"])).toBe("d");
  expect(focusAfter("c", ["a", "b", "c"], ["a", "b"])).toBe("b");
});

test("returns undefined when no task is left", () => {
  expect(focusAfter("a", ["a"], [])).toBeUndefined();
  expect(focusAfter("x", ["a"], ["a"])).toBe("a");
});
