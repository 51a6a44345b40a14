import { expect, test } from "vitest";
import { createRows } from "../../replica/rows.fixture.ts";
import type { LoadedList } from "../../replica/use-task-lists.ts";
import { drawnGroups, lastRow, lastTask, listRows } from "./list-rows.ts";
import type { TaskGroup } from "./task-group.ts";

const { workspaceId, task } = createRows();
const list = (tasks: LoadedList["tasks"]): LoadedList => ({
  tasks,
  status: "success",
  error: null,
  hasMore: false,
  isLoadingMore: false,
  loadMore: () => undefined,
  retry: () => undefined,
});
const group = (key: string, more: Partial<TaskGroup> = {}): TaskGroup => ({
  key,
  heading: { name: key },
  list: { workspaceId, filter: {} },
  ...more,
});
const shown = (groups: TaskGroup[], withEmpty: boolean, folded: string[] = []) =>
  listRows({
    groups,
    lists: groups.map(({ key }) => list(key === "full" ? [task("a", "a")] : [])),
    folded: new Set(folded),
    subtasks: undefined,
    canAdd: true,
    withEmpty,
    draft: null,
  });

const fixed = group("overdue");
const addable = group("today", { place: {} });
const optional = group("label", { place: {}, isOptional: true });
const full = group("full", { place: {}, isOptional: true });

test("omits empty groups that are optional or cannot receive new tasks", () => {
  const rows = shown([fixed, addable, optional, full], false);
  expect(rows.map(({ group, start }) => [group.key, start])).toEqual([
    ["today", 0],
    ["full", 2],
  ]);
});

test("keeps all groups for a board, and folded groups in a list", () => {
  expect(shown([fixed, addable, optional, full], true)).toHaveLength(4);
  expect(shown([addable, optional], false, ["today", "label"])).toHaveLength(2);
});

test("inserts the field for a new task after the given task", () => {
  const one = task("a", "a");
  const draft = { groupKey: full.key, beside: { after: one.id }, place: {} };
  const options = { folded: new Set<string>(), subtasks: undefined, canAdd: true, withEmpty: false, draft };
  const [column] = listRows({ groups: [full], lists: [list([one])], ...options });
  expect(column?.rows.map(({ kind, key }) => [kind, key])).toEqual([
    ["task", one.id],
    ["add", "draft"],
    ["add", "full+"],
  ]);
});

test("returns the last task or placeholder for unloaded tasks, whatever rows follow it", () => {
  const partly = { ...list([task("a", "a"), task("b", "b")]), hasMore: true };
  const rows = (lists: LoadedList[]) =>
    listRows({
      groups: lists.map((_, index) => group(`g${index}`, { place: {} })),
      lists,
      folded: new Set(),
      subtasks: undefined,
      canAdd: true,
      withEmpty: true,
      draft: null,
    });
  const [whole, empty] = [list([task("c", "c")]), list([])];
  expect(lastRow(rows([partly, whole, empty]))).toMatchObject({ kind: "task", task: { title: "c" } });
  expect(lastRow(rows([whole, partly, empty]))).toMatchObject({ kind: "more", list: partly });
  expect(lastTask(rows([whole, partly, empty]))?.title).toBe("b");
  expect(lastRow(rows([empty]))).toBeUndefined();
});

const day = (key: string) => group(key, { place: {}, partOf: (all) => all });

test("keeps an empty day as a heading, and opens a field at its end on request", () => {
  const groups = [day("2026-12-01"), day("2026-12-02")];
  const options = { folded: new Set<string>(), subtasks: undefined, canAdd: true, withEmpty: false };
  const draft = { groupKey: "2026-12-02", beside: null, place: {} };
  const rows = listRows({ groups, lists: [list([]), list([])], ...options, draft });
  expect(rows.map(({ start, rows }) => [start, rows.map(({ key }) => key)])).toEqual([
    [0, []],
    [1, ["draft"]],
  ]);
  const pending = { ...list([]), status: "pending" } as const;
  expect(listRows({ groups, lists: [pending, pending], ...options, draft: null })).toHaveLength(2);
});

test("leaves out days far from the visible rows, and keeps their height", () => {
  const rows = shown([addable, day("a"), day("b"), day("c"), day("d"), day("e")], false);
  const drawn = drawnGroups(rows, { first: 4, last: 5 });
  expect(drawn.map((one) => ("rowCount" in one ? one.rowCount : one.group.group.key))).toEqual(["today", 2, "c", 2]);
});
