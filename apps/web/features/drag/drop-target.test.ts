import { expect, test } from "vitest";
import { createRows } from "../../sync/rows.fixture.ts";
import type { ShownGroup, ShownRow } from "../task/task-scope.tsx";
import type { TaskGroup } from "../view/task-group.ts";
import { changesAt, restOf, dropTargetAt, startOf } from "./drop-target.ts";
import type { DragLayout, Under } from "./drop-target.ts";
import { stepped } from "./key-step.ts";

const { workspaceId, projectId, task } = createRows();
const group = (key: string, place: TaskGroup["place"], rows: ShownRow[]): ShownGroup => ({
  group: { key, heading: { name: key }, list: { workspaceId, filter: { projectId } }, ...(place ? { place } : {}) },
  rows,
  isFolded: false,
});
const inSection = { sectionId: "now" };
const [a, b, c] = [task("a", "a", inSection), task("b", "b", inSection), task("c", "c", inSection)];
const b1 = task("b1", "a", { ...inSection, parentId: b.id });
const d = task("d", "a", { sectionId: "later" });
const row = (task: ShownRow["task"], depth = 0): ShownRow => ({ task, depth });

/** A list: a, b with b1 below it, c in one section; nothing in the next; d in the last. */
const dragLayout = (dragged: ShownRow["task"][], more: Partial<DragLayout> = {}): DragLayout => ({
  groups: [
    group("now", { sectionId: "now" }, [row(a), row(b), row(b1, 1), row(c)]),
    group("soon", { sectionId: "soon" }, []),
    group("later", { sectionId: "later" }, [row(d)]),
    group("gone", undefined, []),
  ],
  dragged,
  fromKey: "now",
  isOrdered: true,
  isNested: true,
  isBoard: false,
  ...more,
});
const at = (taskId: string, fraction: number, depth = 0): Under => ({
  groupKey: "now",
  row: { taskId, fraction },
  isAbove: false,
  depth,
});
const drop = (dragLayout: DragLayout, under: Under) => {
  const dropTarget = dropTargetAt(dragLayout, under);
  return dropTarget && changesAt(dragLayout, dropTarget).map((change) => (change.kind === "move" ? change.to : change));
};

test("what hangs below the dragged is dragged along", () => {
  expect(restOf(dragLayout([b]).groups[0]!, [b]).map(({ task }) => task.title)).toEqual(["a", "c"]);
});

test("the edges of a row are the places before and behind it, said by the row before", () => {
  expect(drop(dragLayout([c]), at(a.id, 0.1))).toEqual([{ parentId: null, sectionId: "now", after: null }]);
  expect(drop(dragLayout([c]), at(a.id, 0.9))).toEqual([{ parentId: null, sectionId: "now", after: a.id }]);
});

test("the middle of a row makes a sub-task, but not of what is dragged or hangs below it", () => {
  expect(drop(dragLayout([a]), at(c.id, 0.5))).toEqual([{ parentId: c.id, sectionId: "now" }]);
  expect(dropTargetAt(dragLayout([b]), at(b1.id, 0.5))?.kind).toBe("line");
});

test("to the side a row goes below the one above it, as far as there is one", () => {
  expect(drop(dragLayout([c]), at(a.id, 0.9, 5))).toEqual([{ parentId: a.id, sectionId: "now" }]);
  expect(drop(dragLayout([a]), at(b1.id, 0.9, 1))).toEqual([{ parentId: b.id, sectionId: "now", after: b1.id }]);
  expect(drop(dragLayout([c]), at(b.id, 0.9, 0))).toEqual([{ parentId: b.id, sectionId: "now", after: null }]);
});

test("a place where it is already is no change", () => {
  expect(drop(dragLayout([c]), at(c.id, 0.9))).toEqual([]);
  expect(drop(dragLayout([a]), at(b.id, 0.1))).toEqual([]);
});

test("several go to one place by one command, wherever they were", () => {
  expect(changesAt(dragLayout([a, c]), { kind: "line", groupKey: "later", index: 1, depth: 0 })).toEqual([
    { kind: "move", tasks: [a, c], to: { parentId: null, sectionId: "later", after: d.id } },
  ]);
});

test("where the order is not made by hand only the group counts; where nothing can be put, nothing", () => {
  const sorted = dragLayout([a], { isOrdered: false, isNested: false });
  expect(dropTargetAt(sorted, { ...at(d.id, 0.9), groupKey: "later" })).toEqual({ kind: "group", groupKey: "later" });
  expect(drop(sorted, { ...at(d.id, 0.9), groupKey: "later" })).toEqual([{ sectionId: "later", parentId: null }]);
  expect(drop(sorted, at(c.id, 0.9))).toEqual([]);
  expect(dropTargetAt(sorted, { ...at(d.id, 0.9), groupKey: "gone" })).toBeNull();
});

test("arrows go through a list, into an empty section and on", () => {
  const list = dragLayout([c]);
  const down = [1, 2].reduce((dropTarget) => stepped(list, dropTarget, "down"), startOf(list));
  expect(down).toEqual({ kind: "line", groupKey: "later", index: 0, depth: 0 });
  expect(stepped(list, down, "up")).toEqual({ kind: "line", groupKey: "soon", index: 0, depth: 0 });
  expect(stepped(list, startOf(list), "on")).toEqual({ kind: "line", groupKey: "now", index: 3, depth: 1 });
});

test("arrows go over a board by columns, and stay where there is no further one", () => {
  const board = dragLayout([b], { isBoard: true, isNested: false });
  const on = stepped(board, startOf(board), "on");
  expect(on).toEqual({ kind: "line", groupKey: "soon", index: 0, depth: 0 });
  const last = stepped(board, on, "on");
  expect(stepped(board, last, "on")).toBe(last);
  expect(stepped(board, last, "down")).toMatchObject({ groupKey: "later", index: 1 });
  expect(stepped(board, startOf(board), "back")).toEqual(startOf(board));
});
