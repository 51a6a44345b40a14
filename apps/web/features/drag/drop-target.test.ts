import { expect, test } from "vitest";
import type { ShownGroup, ShownRow } from "../../entities/view/shown-tasks.ts";
import type { TaskGroup } from "../../entities/view/task-group.ts";
import { createRows } from "../../replica/rows.fixture.ts";
import { changesAt, rowsWithoutDragged, dropTargetAt, startOf } from "./drop-target.ts";
import type { DragLayout, PointerTarget } from "./drop-target.ts";
import { stepDropTarget } from "./keyboard-drop-target.ts";

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

/** A list: a, b with its sub-task b1, and c in the first section; no tasks in the second; d in the third. */
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
const at = (taskId: string, fraction: number, depth = 0): PointerTarget => ({
  groupKey: "now",
  row: { taskId, fraction },
  isAbove: false,
  depth,
});
const drop = (dragLayout: DragLayout, under: PointerTarget) => {
  const dropTarget = dropTargetAt(dragLayout, under);
  return dropTarget && changesAt(dragLayout, dropTarget).map((change) => (change.kind === "move" ? change.to : change));
};

test("removes the dragged tasks with their sub-tasks from the rows", () => {
  expect(rowsWithoutDragged(dragLayout([b]).groups[0]!, [b]).map(({ task }) => task.title)).toEqual(["a", "c"]);
});

test("drops before or after a row at its edges, positioned by the preceding row", () => {
  expect(drop(dragLayout([c]), at(a.id, 0.1))).toEqual([{ parentId: null, sectionId: "now", after: null }]);
  expect(drop(dragLayout([c]), at(a.id, 0.9))).toEqual([{ parentId: null, sectionId: "now", after: a.id }]);
});

test("makes the task a sub-task in the middle of a row, unless that row or an ancestor of it is dragged", () => {
  expect(drop(dragLayout([a]), at(c.id, 0.5))).toEqual([{ parentId: c.id, sectionId: "now" }]);
  expect(dropTargetAt(dragLayout([b]), at(b1.id, 0.5))?.kind).toBe("line");
});

test("indents below the row above when the pointer moves sideways", () => {
  expect(drop(dragLayout([c]), at(a.id, 0.9, 5))).toEqual([{ parentId: a.id, sectionId: "now" }]);
  expect(drop(dragLayout([a]), at(b1.id, 0.9, 1))).toEqual([{ parentId: b.id, sectionId: "now", after: b1.id }]);
  expect(drop(dragLayout([c]), at(b.id, 0.9, 0))).toEqual([{ parentId: b.id, sectionId: "now", after: null }]);
});

test("returns no changes for a drop at the current position", () => {
  expect(drop(dragLayout([c]), at(c.id, 0.9))).toEqual([]);
  expect(drop(dragLayout([a]), at(b.id, 0.1))).toEqual([]);
});

test("moves several tasks in one command", () => {
  expect(changesAt(dragLayout([a, c]), { kind: "line", groupKey: "later", index: 1, depth: 0 })).toEqual([
    { kind: "move", tasks: [a, c], to: { parentId: null, sectionId: "later", after: d.id } },
  ]);
});

test("targets only the group if the order is not manual, and nothing if the group accepts no tasks", () => {
  const sorted = dragLayout([a], { isOrdered: false, isNested: false });
  expect(dropTargetAt(sorted, { ...at(d.id, 0.9), groupKey: "later" })).toEqual({ kind: "group", groupKey: "later" });
  expect(drop(sorted, { ...at(d.id, 0.9), groupKey: "later" })).toEqual([{ sectionId: "later", parentId: null }]);
  expect(drop(sorted, at(c.id, 0.9))).toEqual([]);
  expect(dropTargetAt(sorted, { ...at(d.id, 0.9), groupKey: "gone" })).toBeNull();
});

test("moves through a list with the arrow keys, including empty sections", () => {
  const list = dragLayout([c]);
  const down = [1, 2].reduce((dropTarget) => stepDropTarget(list, dropTarget, "down"), startOf(list));
  expect(down).toEqual({ kind: "line", groupKey: "later", index: 0, depth: 0 });
  expect(stepDropTarget(list, down, "up")).toEqual({ kind: "line", groupKey: "soon", index: 0, depth: 0 });
  expect(stepDropTarget(list, startOf(list), "on")).toEqual({ kind: "line", groupKey: "now", index: 3, depth: 1 });
});

test("moves between the columns of a board with the arrow keys and stops at the last one", () => {
  const board = dragLayout([b], { isBoard: true, isNested: false });
  const on = stepDropTarget(board, startOf(board), "on");
  expect(on).toEqual({ kind: "line", groupKey: "soon", index: 0, depth: 0 });
  const last = stepDropTarget(board, on, "on");
  expect(stepDropTarget(board, last, "on")).toBe(last);
  expect(stepDropTarget(board, last, "down")).toMatchObject({ groupKey: "later", index: 1 });
  expect(stepDropTarget(board, startOf(board), "back")).toEqual(startOf(board));
});
