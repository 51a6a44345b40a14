import { expect, test } from "vitest";
import { createUndoStack, undoSummary } from "./undo-stack.ts";
import type { UndoEntry } from "./undo-stack.ts";

const entry = (commandId: string): UndoEntry => ({
  commandId,
  summary: { kind: "task.update", size: 1, first: { title: commandId } },
});
const idOf = (taken: UndoEntry | undefined) => taken?.commandId;

test("undoes the last command first, or the one that is named", () => {
  const stack = createUndoStack();
  for (const id of ["a", "b", "c"]) stack.push(entry(id));
  expect([idOf(stack.takeUndo("a")), idOf(stack.takeUndo("a"))]).toEqual(["a", undefined]);
  expect([stack.takeUndo(), stack.takeUndo(), stack.takeUndo()].map(idOf)).toEqual(["c", "b", undefined]);
});

test("redoes what was undone last, until there is a new command", () => {
  const stack = createUndoStack();
  for (const id of ["undo-a", "undo-b"]) stack.pushUndone(entry(id));
  expect(idOf(stack.takeRedo())).toBe("undo-b");
  stack.pushRedone(entry("redo-b"));
  expect([idOf(stack.takeUndo()), idOf(stack.takeRedo())]).toEqual(["redo-b", "undo-a"]);
  stack.pushUndone(entry("undo-c"));
  stack.push(entry("d"));
  expect(stack.takeRedo()).toBeUndefined();
});

test("forgets a command that the server has rejected", () => {
  const stack = createUndoStack();
  stack.push(entry("a"));
  stack.pushUndone(entry("b"));
  for (const id of ["a", "b"]) stack.drop(id);
  expect([stack.takeUndo(), stack.takeRedo()]).toEqual([undefined, undefined]);
});

test("names a command by its first known task, or by what it creates", () => {
  const titleOf = (id: string) => (id === "known" ? "Bread" : undefined);
  expect(undoSummary("task.complete", { ids: ["unknown", "known"] }, ["unknown", "known"], titleOf)).toEqual({
    kind: "task.complete",
    size: 2,
    first: { title: "Bread" },
  });
  const items = [{ title: "one" }, { title: "two" }];
  expect(undoSummary("task.createMany", { items }, ["x", "y"], titleOf).first.title).toBe("one");
  expect(undoSummary("label.create", { name: "home" }, [], titleOf)).toMatchObject({
    size: 1,
    first: { title: "home" },
  });
});
