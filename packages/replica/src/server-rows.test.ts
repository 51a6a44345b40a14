import type { ListedTask } from "@docket/schema/task";
import { beforeEach, expect, test } from "vitest";
import { createModel } from "./testing/model-run.ts";
import type { Model, ModelClient } from "./testing/model-run.ts";

let model: Model;
let ada: ModelClient;
let archived: ListedTask[];
beforeEach(async () => {
  model = await createModel();
  ada = model.clients[0] as ModelClient;
  const [task] = ada.replica.queryTasks({ filter: { projectId: "home" } }).getSnapshot();
  const old = { status: "done", completedAt: "2026-01-01T09:00:00.000Z", subtasks: { all: 2, open: 0 } } as const;
  archived = ["c", "b", "a"].map((id, index) => ({ ...task!, ...old, id, title: id, rank: `a${index}` }));
  return () => {
    for (const { replica } of model.clients) replica.stop();
  };
});
const closed = { filter: { projectId: "home", status: "closed" }, order: "manual" } as const;
const shown = (query: Parameters<ModelClient["replica"]["pendingEffectsOn"]>[1] = closed, hasMore = false) =>
  ada.replica.pendingEffectsOn(archived, query, hasMore).map(({ id, title }) => `${id} ${title}`);
const write = (path: string, input: Record<string, unknown>) => ada.replica.write(path, input);

test("returns the rows of the server unchanged without pending commands on them", () => {
  expect(ada.replica.pendingEffectsOn(archived, closed)).toBe(archived);
  write("task.update", { id: "task-work", baseVersion: 1, set: { title: "other" } });
  const rows = ada.replica.pendingEffectsOn(archived, closed);
  expect(rows.map((row, index) => row === archived[index])).toEqual([true, true, true]);
});

test("shows rows of the feed that are newer than the answer of the server", () => {
  const [home] = ada.replica.queryTasks({ filter: { projectId: "home" } }).getSnapshot();
  const outdated = { ...home!, version: home!.version - 1, title: "before" };
  const query = { filter: { projectId: "home", status: "any" } } as const;
  expect(ada.replica.pendingEffectsOn([outdated], query).map(({ title }) => title)).toEqual(["home"]);
});

test("shows rows with pending changes, without removed ones, and with those that match now", () => {
  write("task.update", { id: "b", baseVersion: 1, set: { title: "renamed" } });
  write("task.trash", { ids: ["a"] });
  expect(shown()).toEqual(["c c", "b renamed"]);
  write("task.reopen", { ids: ["c"] });
  write("task.complete", { ids: ["task-home"] });
  expect(shown().toSorted()).toEqual(["b renamed", "task-home home"]);
});

test("adds created rows in order, unless they belong to a later page", () => {
  const query = { filter: { projectId: "home", status: "any" }, order: "title" } as const;
  archived.reverse();
  write("task.create", { id: "new", projectId: "home", title: "aa" });
  write("task.create", { id: "last", projectId: "home", title: "zz" });
  expect(shown(query)).toEqual(["a a", "new aa", "b b", "c c", "last zz"]);
  expect(shown(query, true)).toEqual(["a a", "new aa", "b b", "c c"]);
});

test("counts pending sub-tasks in addition to those that only the server has", () => {
  write("task.create", { id: "child", projectId: "home", title: "child", parentId: "b" });
  const countsOf = (id: string) =>
    ada.replica.pendingEffectsOn(archived, closed).find((row) => row.id === id)?.subtasks;
  expect([countsOf("a"), countsOf("b")]).toEqual([
    { all: 2, open: 0 },
    { all: 3, open: 1 },
  ]);
  write("task.complete", { ids: ["child"] });
  expect(countsOf("b")).toEqual({ all: 3, open: 0 });
});

test("shows the newer of a held row and the server's", async () => {
  const [held] = ada.replica.queryTasks({ filter: { projectId: "home" } }).getSnapshot();
  archived = [{ ...held!, title: "older", version: 0 }];
  write("task.update", { id: "task-work", baseVersion: 1, set: { priority: 1 } });
  expect(shown({ filter: { projectId: "home" } })).toEqual(["task-home home"]);
  archived = [{ ...held!, title: "newer", version: 9 }];
  expect(shown({ filter: { projectId: "home" } })).toEqual(["task-home newer"]);
});

test("keeps a task in its place that the user has just closed", () => {
  archived = ada.replica
    .queryTasks({ filter: { projectId: "home" } })
    .getSnapshot()
    .slice();
  write("task.complete", { ids: ["task-home"] });
  expect(shown({ filter: { projectId: "home" } })).toEqual([]);
  expect(shown({ filter: { projectId: "home" }, keepClosedMs: 4_000 })).toEqual(["task-home home"]);
});
