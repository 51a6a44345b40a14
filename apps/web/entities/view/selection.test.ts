import { expect, test } from "vitest";
import { createSelection } from "./selection.ts";

const order = ["a", "b", "c", "d", "e"];

test("extends the selection from its anchor in either direction and keeps the previous selection", () => {
  const selection = createSelection();
  selection.toggle("c");
  selection.extendTo("e", order);
  expect([...selection.ids()].sort()).toEqual(["c", "d", "e"]);
  selection.extendTo("b", order);
  expect([...selection.ids()].sort()).toEqual(["b", "c", "d", "e"]);
  selection.toggle("d");
  expect(selection.has("d")).toBe(false);
});

test("selects only the given task when the anchor is missing or no longer shown", () => {
  const selection = createSelection();
  selection.extendTo("b", order);
  expect([...selection.ids()]).toEqual(["b"]);
  selection.clear();
  selection.toggle("gone");
  selection.extendTo("d", order);
  expect([...selection.ids()].sort()).toEqual(["d", "gone"]);
});
