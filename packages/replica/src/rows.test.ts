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

test("keeps all people, whose rows have no ID in the lists of the server, while commands are pending", () => {
  const replica = createTestReplica();
  replica.write("project.create", { id: "new", name: "new" });
  const people = [{ userId: "ada" }, { userId: "bob" }] as unknown as Row[];
  expect(replica.withCommands("workspace_member", people, replica.outbox.pending())).toEqual(people);
});

test("completes what the user creates with the fields that pages read before the server has answered", () => {
  const replica = createTestReplica();
  replica.write("project.create", { id: "home", name: "home" });
  replica.write("view.create", { id: "own", name: "own" });
  replica.write("view.create", { id: "shared", name: "shared", scope: "workspace" });
  expect(replica.row("project", "home")).toMatchObject({ key: "", role: "manager" });
  expect([replica.row("view", "own"), replica.row("view", "shared")]).toMatchObject([
    { ownerId: "ada" },
    { ownerId: null },
  ]);
});
