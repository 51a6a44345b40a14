import type { ListedTask } from "@docket/schema/task";
import { beforeEach, expect, test } from "vitest";
import { createTables } from "./tables.ts";
import type { Tables } from "./tables.ts";
import { createTaskQueries } from "./task-query.ts";
import type { TaskQueries } from "./task-query.ts";

let tables: Tables;
let queries: TaskQueries;
let timers: { run: () => void; delay: number }[];
beforeEach(() => {
  timers = [];
  tables = createTables();
  queries = createTaskQueries(
    {
      task: (id) => {
        const row = tables.get("task", id);
        return row?.deletedAt === null ? (row as unknown as ListedTask) : undefined;
      },
      isReadable: () => true,
      ids: () => tables.ids("task"),
      pendingIds: () => [],
      tables,
      setTimer: (run, delay) => {
        timers.push({ run, delay });
        return () => {};
      },
    },
    () => ({ userId: "ada", now: new Date("2026-11-30T09:00:00.000Z") }),
  );
});

const put = (id: string, fields: object = {}, isRemote = true) => {
  const { version = 0, ...before } = tables.get("task", id) ?? {};
  const defaults = { projectId: "p", title: id, status: "open", priority: 0, labelIds: [], assigneeIds: [] };
  const dates = { start: null, due: null, deadline: null, completedAt: null, archivedAt: null, deletedAt: null };
  tables.put("task", {
    ...defaults,
    ...dates,
    rank: id,
    parentId: null,
    ...before,
    ...fields,
    id,
    version: version + 1,
  });
  queries.update(new Set([id]), () => isRemote);
};

test("keeps a query current that is subscribed to after it was evicted", () => {
  const query = queries.query({ filter: { projectId: "p" } });
  for (let index = 0; index < 30; index += 1) queries.query({ filter: { projectId: `other-${index}` } });
  put("a");
  let changes = 0;
  query.subscribe(() => (changes += 1));
  expect(query.getSnapshot().map(({ id }) => id)).toEqual(["a"]);
  put("b");
  expect([query.getSnapshot().length, changes]).toEqual([2, 1]);
  expect(queries.query({ filter: { projectId: "p" } })).toBe(query);
});

test("sorts a list after deferring although a deferred row has changed again without moving", () => {
  for (const id of ["a", "b", "c"]) put(id);
  const query = queries.query({ filter: { projectId: "p" }, order: "title" });
  query.subscribe(() => {});
  const end = query.deferRemote();
  put("a", { title: "z" });
  put("a", { priority: 2 });
  expect([query.deferredIds().size, query.getSnapshot().map(({ id }) => id)]).toEqual([1, ["a", "b", "c"]]);
  end();
  expect(query.getSnapshot().map(({ id }) => id)).toEqual(["b", "c", "a"]);
});

test("moves a deferred task after the user's own change only if that changes its position", () => {
  for (const id of ["a", "b", "c"]) put(id);
  const query = queries.query({ filter: { projectId: "p" } });
  query.subscribe(() => {});
  const end = query.deferRemote();
  const shown = () => query.getSnapshot().map(({ title }) => title);
  put("a", { rank: "z" });
  put("a", { title: "renamed" }, false);
  expect([shown(), query.deferredIds().size]).toEqual([["renamed", "b", "c"], 1]);
  put("a", { rank: "bb" }, false);
  expect([shown(), query.deferredIds().size]).toEqual([["b", "renamed", "c"], 0]);
  end();
  expect(shown()).toEqual(["b", "renamed", "c"]);
});

test("a task that someone else deletes stays in its place while the user reads, with the time of the deletion", () => {
  for (const id of ["a", "b"]) put(id);
  const query = queries.query({ filter: { projectId: "p" } });
  query.subscribe(() => {});
  const end = query.deferRemote();
  put("a", { deletedAt: "2026-11-30T08:59:59.000Z" });
  expect(query.getSnapshot().map(({ id, deletedAt }) => `${id} ${deletedAt}`)).toEqual([
    "a 2026-11-30T09:00:00.000Z",
    "b null",
  ]);
  expect([...query.deferredIds()]).toEqual(["a"]);
  end();
  expect(query.getSnapshot().map(({ id }) => id)).toEqual(["b"]);
});

test("defers what has changed since the page has read its rows from the server", () => {
  for (const id of ["a", "b", "c", "d", "e"]) put(id);
  const query = queries.query({ filter: { projectId: "p" } });
  query.subscribe(() => {});
  const shown = () => query.getSnapshot().map(({ id, title }) => `${id} ${title}`);
  const tasks = query.getSnapshot().slice(0, 3);
  put("a", { rank: "bb" });
  put("b", { title: "renamed" });
  put("0");
  // The last two rows had not been read.
  const end = query.deferRemote({ tasks, hasMore: true });
  expect(shown()).toEqual(["a a", "b renamed", "c c", "d d", "e e"]);
  expect([...query.deferredIds()].toSorted()).toEqual(["0", "a"]);
  end();
  expect(shown()).toEqual(["0 0", "b renamed", "a a", "c c", "d d", "e e"]);
});

test("keeps a task that the user closes in its place for some time", () => {
  for (const id of ["a", "b", "c"]) put(id);
  const query = queries.query({ filter: { projectId: "p" }, keepClosedMs: 4_000 });
  query.subscribe(() => {});
  const shown = () => query.getSnapshot().map(({ id, status }) => `${id} ${status}`);
  const close = (id: string, isRemote = false) =>
    put(id, { status: "done", completedAt: "2026-11-30T09:00:00.000Z" }, isRemote);
  // A section for completed tasks gives it another rank.
  close("b");
  put("b", { rank: "z" }, false);
  expect(shown()).toEqual(["a open", "b done", "c open"]);
  close("c", true);
  expect(shown()).toEqual(["a open", "b done"]);
  put("d", {}, false);
  expect(timers.map(({ delay }) => delay)).toEqual([4_000]);
  timers[0]?.run();
  expect(shown()).toEqual(["a open", "d open"]);
});

test("does not remove a task that was reopened and closed again too early, or keep one that was moved", () => {
  for (const id of ["a", "b"]) put(id);
  const query = queries.query({ filter: { projectId: "p" }, keepClosedMs: 4_000 });
  query.subscribe(() => {});
  const shown = () => query.getSnapshot().map(({ id }) => id);
  for (const status of ["done", "open", "done"]) put("a", { status }, false);
  timers[0]?.run();
  expect([shown(), timers.length]).toEqual([["a", "b"], 2]);
  timers[1]?.run();
  expect(shown()).toEqual(["b"]);
  put("b", { status: "done" }, false);
  put("b", { projectId: "other" }, false);
  expect(shown()).toEqual([]);
});
