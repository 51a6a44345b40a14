import type { ListedTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, test } from "vitest";
import { createRows } from "./rows.fixture.ts";
import { recountedParents } from "./subtask-counts.ts";
import { knownTasks, putTasks } from "./task-cache.ts";
import { taskEffect, touchedTasks } from "./task-effect.ts";
import { taskListKey } from "./task-list.ts";
import type { TaskListInput, TaskListPages } from "./task-list.ts";
import type { WriteInput, WriteOf, WritePath } from "./write.ts";

const { workspaceId, projectId, userId, NOW, task } = createRows();
const OPEN: TaskListInput = { workspaceId, filter: { projectId } };
const URGENT: TaskListInput = { workspaceId, filter: { priority: [3] }, order: "title" };

let queryClient: QueryClient;
let [a, b, c] = [task("a", "a1"), task("b", "a3"), task("c", "a5")];

const fill = (input: TaskListInput, pages: { items: ListedTask[]; nextCursor: string | null }[]) =>
  queryClient.setQueryData<TaskListPages>(taskListKey(input), { pages, pageParams: pages.map(() => null) });
const titles = (input: TaskListInput) =>
  queryClient
    .getQueryData<TaskListPages>(taskListKey(input))
    ?.pages.map((page) => page.items.map(({ title }) => title).join(""));

beforeEach(() => {
  queryClient = new QueryClient();
  [a, b, c] = [task("a", "a1"), task("b", "a3"), task("c", "a5")];
  fill(OPEN, [
    { items: [a, b], nextCursor: "x" },
    { items: [c], nextCursor: null },
  ]);
  fill(URGENT, [{ items: [], nextCursor: null }]);
});

test("a changed task goes to its place in every list that it belongs to, and out of the others", () => {
  putTasks(queryClient, { userId, lingering: new Set(), isHeld: () => false }, [{ ...c, rank: "a2", priority: 3 }]);
  expect(titles(OPEN)).toEqual(["acb", ""]);
  expect(titles(URGENT)).toEqual(["c"]);
  putTasks(queryClient, { userId, lingering: new Set(), isHeld: () => false }, [
    { ...c, status: "done", completedAt: NOW },
  ]);
  expect(titles(OPEN)).toEqual(["ab", ""]);
  expect(titles(URGENT)).toEqual([""]);
  putTasks(queryClient, { userId, lingering: new Set(), isHeld: () => false }, [], [a.id]);
  expect(titles(OPEN)).toEqual(["b", ""]);
});

test("a list with an expression holds what it is true of, for whoever looks at it", () => {
  const where = {
    all: [{ field: "assignee" as const, is: ["me"] }, { not: { field: "has" as const, is: "due" as const } }],
  };
  const mine: TaskListInput = { workspaceId, filter: { where } };
  fill(mine, [{ items: [], nextCursor: null }]);
  const page = { userId, lingering: new Set<string>(), isHeld: () => false };
  putTasks(queryClient, page, [
    { ...a, assigneeIds: [userId] },
    { ...b, assigneeIds: [uuidv7()] },
  ]);
  expect(titles(mine)).toEqual(["a"]);
  putTasks(queryClient, page, [{ ...a, assigneeIds: [userId], due: { date: "2026-11-24" } }]);
  expect(titles(mine)).toEqual([""]);
});

test("a task behind all that is loaded waits for its page", () => {
  fill(OPEN, [{ items: [a, b], nextCursor: "x" }]);
  putTasks(queryClient, { userId, lingering: new Set(), isHeld: () => false }, [task("z", "z1"), task("m", "a2")]);
  expect(titles(OPEN)).toEqual(["amb"]);
});

test("a lingering task stays where it stands", () => {
  putTasks(queryClient, { userId, lingering: new Set([b.id]), isHeld: () => false }, [
    { ...b, status: "done", completedAt: NOW },
  ]);
  expect(titles(OPEN)).toEqual(["ab", "c"]);
  expect(knownTasks(queryClient).get(b.id)?.status).toBe("done");
  putTasks(queryClient, { userId, lingering: new Set(), isHeld: () => false }, [
    { ...b, status: "done", completedAt: NOW },
  ]);
  expect(titles(OPEN)).toEqual(["a", "c"]);
});

test("lists that nothing happened to keep their identity, so that nothing is drawn anew", () => {
  const before = queryClient.getQueryData(taskListKey(URGENT));
  putTasks(queryClient, { userId, lingering: new Set(), isHeld: () => false }, [{ ...a, title: "A" }]);
  expect(queryClient.getQueryData(taskListKey(URGENT))).toBe(before);
});

/** The tasks after a write, by title, as rank and place. */
function after<Path extends WritePath>(path: Path, input: WriteInput<Path>) {
  const known = knownTasks(queryClient);
  const taskIds = touchedTasks(path, input, known);
  // Safe because path and input belong together.
  const write = { commandId: uuidv7(), workspaceId, path, input, taskIds, at: 0 } as unknown as WriteOf<Path>;
  const effect = taskEffect(write, { known, userId, now: NOW });
  return { ...effect, rows: [...known.values()].map((row) => effect.patch(row)) };
}

test("a new task stands where it was asked for", () => {
  const between = after("task.create", { id: uuidv7(), projectId, title: "n", after: a.id }).created[0];
  expect(between!.rank > a.rank && between!.rank < b.rank).toBe(true);
  const last = after("task.create", { id: uuidv7(), projectId, title: "n" }).created[0];
  expect(last!.rank > c.rank).toBe(true);
});

test("moved tasks keep the order in which they were named, and take what is below them along", () => {
  const [child, sectionId] = [task("child", "a1", { parentId: c.id }), uuidv7()];
  putTasks(queryClient, { userId, lingering: new Set(), isHeld: () => false }, [child]);
  const { rows } = after("task.move", { ids: [c.id, a.id], sectionId });
  const by = new Map(rows.map((row) => [row?.title, row]));
  expect(by.get("c")!.rank < by.get("a")!.rank).toBe(true);
  expect(by.get("child")).toMatchObject({ sectionId, parentId: c.id, rank: "a1" });
  expect(by.get("b")).toEqual(b);
});

test("completing closes what is open below, and deleting takes it away", () => {
  const child = task("child", "a1", { parentId: a.id });
  const cancelled = task("old", "a2", { parentId: a.id, status: "cancelled", completedAt: "2026-01-01T00:00:00.000Z" });
  fill({ workspaceId, filter: { status: "any" } }, [{ items: [a, child, cancelled], nextCursor: null }]);
  const done = after("task.complete", { ids: [a.id] }).rows;
  expect(done.map((row) => [row?.title, row?.status])).toEqual(
    expect.arrayContaining([
      ["a", "done"],
      ["child", "done"],
      ["old", "cancelled"],
      ["b", "open"],
    ]),
  );
  expect(after("task.trash", { ids: [a.id] }).rows.filter((row) => row === null)).toHaveLength(3);
});

test("parents count their sub-tasks anew", () => {
  const child = task("child", "a1", { parentId: a.id });
  const parent = { ...a, subtasks: { all: 2, open: 2 } };
  const known = new Map([parent, child].map((row) => [row.id, row]));
  const done = { ...child, status: "done" as const };
  const counts = (before: (ListedTask | null)[], now: ListedTask[]) =>
    recountedParents(
      new Map(before.map((row, index) => [row?.id ?? now[index]!.id, row])),
      new Map(now.map((row) => [row.id, row])),
      known,
    ).map((row) => row.subtasks);
  expect(counts([child], [done])).toEqual([{ all: 2, open: 1 }]);
  expect(counts([child], [])).toEqual([{ all: 1, open: 1 }]);
  expect(counts([null], [child])).toEqual([{ all: 3, open: 3 }]);
  expect(counts([child], [{ ...child, title: "renamed" }])).toEqual([]);
});
