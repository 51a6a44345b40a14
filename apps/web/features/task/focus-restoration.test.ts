import { expect, test } from "vitest";
import { focusAfter } from "./focus-restoration.ts";

test("the focus stays on a task that is still there, wherever it stands now", () => {
  expect(focusAfter("b", ["a", "b", "c"], ["b", "c", "a"])).toBe("b");
});

test("it goes on to the next task that is there, and back where there is none", () => {
  expect(focusAfter("b", ["a", "b", "c", "d"], ["a", "d"])).toBe("d");
  expect(focusAfter("c", ["a", "b", "c"], ["a", "b"])).toBe("b");
});

test("with no task left there is none to have it", () => {
  expect(focusAfter("a", ["a"], [])).toBeUndefined();
  expect(focusAfter("x", ["a"], ["a"])).toBe("a");
});
