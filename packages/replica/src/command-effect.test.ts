import { beforeEach, expect, test } from "vitest";
import { createModel } from "./testing/model-run.ts";
import type { ModelClient } from "./testing/model-run.ts";
import type { Row } from "./transport.ts";

let replica: ModelClient["replica"];
beforeEach(async () => {
  const model = await createModel();
  ({ replica } = model.clients[0] as ModelClient);
  const [task] = model.server.visible("ada", "task") as [Row];
  const row = (id: string, rank: string) => ({ id, version: 1, projectId: "home", name: id, rank, deletedAt: null });
  const child = { parentId: "task-home", sectionId: "one" };
  const rows = [
    ["project", { ...row("home", "a0"), archivedAt: null }],
    ["section", { ...row("one", "a0"), isDoneColumn: false }],
    ["section", { ...row("two", "a1"), isDoneColumn: false }],
    ["task", { ...task, sectionId: "one" }],
    ["task", { ...task, ...child, id: "child", status: "done", completedAt: "2026-01-01T00:00:00.000Z" }],
  ] as const;
  replica.feed.resume(rows, "100", "1");
  return () => {
    for (const client of model.clients) client.replica.stop();
  };
});
const shown = () => replica.tasks().map(({ id }) => id);

test("keeps when a completed task was completed, and completes a cancelled one", () => {
  replica.write("task.complete", { ids: ["child"] });
  expect(replica.task("child")?.completedAt).toBe("2026-01-01T00:00:00.000Z");
  replica.write("task.cancel", { ids: ["child"] });
  expect(replica.task("child")).toMatchObject({ status: "cancelled", completedAt: "2026-11-30T09:00:00.000Z" });
});

test("moves a sub-task along with its parent if both are named", () => {
  replica.write("task.move", { ids: ["task-home", "child"], sectionId: "two" });
  expect(replica.task("child")).toMatchObject({ parentId: "task-home", sectionId: "two" });
  expect(replica.task("task-home")).toMatchObject({ parentId: null, sectionId: "two" });
});

test("creates sub-tasks in the section of their parent", () => {
  replica.write("task.create", { id: "one", projectId: "home", title: "one", parentId: "task-home" });
  const items = [{ id: "two", title: "two" }];
  replica.write("task.createMany", { projectId: "home", parentId: "task-home", items });
  expect(["one", "two"].map((id) => replica.task(id)?.sectionId)).toEqual(["one", "one"]);
});

test("hides the tasks of a trashed section, also while it is undone again", () => {
  const query = replica.queryTasks({ filter: { projectId: "home", status: "any" } });
  const trash = replica.write("section.trash", { id: "one" });
  expect([shown(), query.getSnapshot()]).toEqual([[], []]);
  replica.outbox.remove(trash);
  expect(query.getSnapshot()).toHaveLength(2);
});

test("sets the time of archiving a project, and gives moved rows a rank", () => {
  replica.write("project.update", { id: "home", baseVersion: 1, set: { isArchived: true } });
  expect(replica.row("project", "home")).toMatchObject({ archivedAt: "2026-11-30T09:00:00.000Z" });
  expect(replica.row("project", "home")).not.toHaveProperty("isArchived");
  replica.write("section.move", { id: "two", before: "one" });
  replica.write("section.create", { id: "three", projectId: "home", name: "three", after: "two" });
  const sections = replica
    .rows("section")
    .toSorted((left, right) => (String(left["rank"]) < String(right["rank"]) ? -1 : 1));
  expect(sections.map(({ id }) => id)).toEqual(["two", "three", "one"]);
});
