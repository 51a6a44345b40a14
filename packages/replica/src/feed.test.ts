import { expect, test } from "vitest";
import { createFeed } from "./feed.ts";
import { createTables } from "./tables.ts";
import { IDLE_TRANSPORT } from "./testing/idle-transport.ts";
import type { Row } from "./transport.ts";

test("applies events after stored rows were resumed while a snapshot was being loaded", async () => {
  const tables = createTables();
  const loadedAt: string[] = [];
  const feed = createFeed({
    tables,
    transport: IDLE_TRANSPORT,
    userId: "ada",
    retryLater: () => {},
    setTimer: () => () => {},
    onApplied: () => {},
    onGap: () => {},
    onRestored: () => {},
    onLoaded: () => loadedAt.push(feed.position()),
  });
  void feed.load();
  feed.receive({ kind: "changes", from: "7", seq: "8", isSplit: false, changes: [] });
  feed.resume([], "7", "e");
  // The data in the HTML of the page can be older than the stored rows.
  expect(loadedAt).toEqual(["7"]);
  expect(feed.position()).toBe("8");
  feed.receive({ kind: "changes", from: "8", seq: "9", isSplit: false, changes: [] });
  expect(feed.position()).toBe("9");
});

test("applies a split command as a whole, and requests it again if a part is missing", () => {
  const tables = createTables();
  const [applied, gaps] = [[] as string[][], [] as string[]];
  const feed = createFeed({
    tables,
    transport: IDLE_TRANSPORT,
    userId: "ada",
    retryLater: () => {},
    setTimer: () => () => {},
    onRestored: () => {},
    onApplied: (lines) => applied.push(lines.map(({ seq }) => seq)),
    onGap: () => gaps.push(feed.position()),
  });
  feed.resume([], "7", "e");
  const line = { workspaceId: "w", commandId: "c", actorId: "ada", projectId: null, entity: "folder", entityId: "f" };
  const change = { ...line, op: "update", version: 1, before: null, after: {}, isWhole: false, at: "" } as const;
  const part = (seq: number, isSplit: boolean) =>
    feed.receive({
      kind: "changes",
      from: String(seq - 1),
      seq: String(seq),
      isSplit,
      changes: [{ ...change, seq: String(seq) }],
    });
  part(8, true);
  part(9, true);
  expect([feed.position(), gaps]).toEqual(["7", []]);
  // The connection breaks, and the parts are sent again, but one is lost.
  part(8, true);
  part(10, false);
  expect([feed.position(), gaps]).toEqual(["7", ["7"]]);
  for (const seq of [8, 9, 10]) part(seq, seq < 10);
  expect([feed.position(), gaps, applied.at(-1)]).toEqual(["10", ["7"], ["8", "9", "10"]]);
});

test("reads the sub-tasks of a task that was too old for the snapshot when it is changed", async () => {
  const tables = createTables();
  const task = { version: 2, projectId: "p", labelIds: [], deletedAt: null };
  const [parent, child] = [
    { ...task, id: "parent", parentId: null, subtasks: { all: 1, open: 0 } },
    { ...task, id: "child", parentId: "parent", subtasks: { all: 0, open: 0 } },
  ];
  const asked: (readonly string[])[] = [];
  const answer = (row: Row, seq: string) => ({ seq, rows: [{ entity: "task" as const, row }] });
  let answerSubtasks = () => {};
  const feed = createFeed({
    tables,
    transport: {
      ...IDLE_TRANSPORT,
      read: async () => answer(parent, "15"),
      subtasks: (ids) =>
        new Promise((resolve) => {
          asked.push(ids);
          answerSubtasks = () => resolve(answer(child, "16"));
        }),
    },
    userId: "ada",
    retryLater: () => {},
    setTimer: () => () => {},
    onApplied: () => {},
    onGap: () => {},
    onRestored: () => {},
  });
  feed.resume([], "7", "e");
  const line = { workspaceId: "w", commandId: "c", actorId: "bob", projectId: "p", entity: "task", entityId: "parent" };
  const change = {
    ...line,
    seq: "8",
    op: "update",
    version: 2,
    before: {},
    after: {},
    isWhole: false,
    at: "",
  } as const;
  feed.receive({ kind: "changes", from: "7", seq: "8", isSplit: false, changes: [change] });
  await expect.poll(() => asked).toEqual([["parent"]]);
  // The task is not shown or stored without its sub-tasks.
  expect([feed.confirmed(), tables.get("task", "parent")]).toEqual([7, undefined]);
  answerSubtasks();
  await expect.poll(() => tables.get("task", "child")?.["parentId"]).toBe("parent");
  expect([tables.get("task", "parent")?.id, feed.confirmed()]).toEqual(["parent", 8]);
});

test("is not ready before it has read a project that was created after the rows were stored", async () => {
  const tables = createTables();
  const row = (id: string) => ({ entity: "project" as const, row: { id, version: 1, deletedAt: null } });
  let answerProject = () => {};
  const feed = createFeed({
    tables,
    transport: {
      ...IDLE_TRANSPORT,
      read: () => Promise.resolve({ seq: "8", rows: [row("old")] }),
      project: () => new Promise((resolve) => (answerProject = () => resolve({ seq: "8", rows: [row("new")] }))),
    },
    userId: "ada",
    retryLater: () => {},
    setTimer: () => () => {},
    onApplied: () => {},
    onGap: () => {},
    onRestored: () => {},
  });
  await feed.restore({ rows: [["project", row("old").row]], seq: "7", epoch: "e", coverage: {} });
  const ids = { workspaceId: "w", commandId: "c", actorId: "ada", projectId: "new", entityId: "new" };
  const change = { ...ids, entity: "project", op: "create", version: 1, before: null, after: {} } as const;
  const line = { ...change, seq: "8", isWhole: false, at: "" };
  feed.receive({ kind: "changes", from: "7", seq: "8", isSplit: false, changes: [line] });
  expect([feed.position(), feed.status()]).toEqual(["8", "updating"]);
  answerProject();
  await expect.poll(() => feed.status()).toBe("ready");
  expect(tables.get("project", "new")?.id).toBe("new");
});
