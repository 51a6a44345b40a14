import { expect, test } from "vitest";
import type { TaskQuery } from "./task-query.ts";
import { createIdleReplica } from "./testing/idle-replica.ts";
import { createModel } from "./testing/model-run.ts";
import type { ModelClient } from "./testing/model-run.ts";
import type { Row } from "./transport.ts";

function createTestReplica() {
  let ids = 0;
  return createIdleReplica({
    workspaceId: "w",
    userId: "ada",
    now: () => new Date("2026-12-01T09:00:00Z"),
    newId: () => `command-${(ids += 1)}`,
    setTimer: () => () => {},
  });
}

const section = (id: string, rank: string): Row => ({ id, version: 1, projectId: "home", name: id, rank });

test("lists the same array until a row of the entity changes", async () => {
  const [{ replica }] = (await createModel()).clients as [ModelClient];
  const [members, projects] = [replica.rows("member"), replica.rows("project")];
  const [{ id }] = projects as [Row];
  expect(replica.hasLoaded()).toBe(true);
  replica.write("project.update", { id, baseVersion: 1, set: { name: "renamed" } });
  expect(replica.rows("member")).toBe(members);
  expect(replica.rows("project")).not.toBe(projects);
  expect(replica.rows("project")).toContainEqual(expect.objectContaining({ id, name: "renamed" }));
  replica.stop();
});

test("shows pending commands in a list of the server before any row is held", () => {
  const replica = createTestReplica();
  const listed = [section("one", "a"), section("two", "b")];
  const shown = () => replica.withCommands("section", listed, replica.outbox.pending());
  expect(shown()).toBe(listed);
  replica.write("section.update", { id: "one", baseVersion: 1, set: { name: "renamed" } });
  replica.write("section.trash", { id: "two" });
  replica.write("section.create", { id: "three", projectId: "home", name: "three" });
  expect(shown().map(({ name }) => name)).toEqual(["renamed", "three"]);
  expect(replica.hasLoaded()).toBe(false);
});

test("covers a project that the user has created before any row is held, but no other list", () => {
  const replica = createTestReplica();
  replica.write("project.create", { id: "new", name: "new" });
  replica.write("task.create", { id: "task", projectId: "new", title: "first" });
  const isCovered = (filter: TaskQuery["filter"]) => replica.isCovered({ filter: { status: "open", ...filter } });
  const covered = [isCovered({ projectId: "new" }), isCovered({ projectId: "other" }), isCovered({})];
  expect(covered).toEqual([true, false, false]);
  expect(replica.queryTasks({ filter: { projectId: "new" } }).getSnapshot()).toMatchObject([{ title: "first" }]);
});
