import { beforeEach, expect, test } from "vitest";
import { createModel } from "./testing/model-run.ts";
import type { Model, ModelClient } from "./testing/model-run.ts";

let model: Model;
let ada: ModelClient;
let bob: ModelClient;
beforeEach(async () => {
  model = await createModel();
  [ada, bob] = [model.clients[0], model.clients[2]] as [ModelClient, ModelClient];
  return () => {
    for (const { replica } of model.clients) replica.stop();
  };
});
const run = async (path: string, input: Record<string, unknown>) => {
  bob.replica.write(path, input);
  bob.serve();
  await bob.answer();
};
const update = async ({ replica, serve, answer, pull }: ModelClient) => {
  for (const event of pull()) replica.feed.receive(event);
  serve();
  await answer();
};
const bodies = ({ replica }: ModelClient) =>
  replica
    .rows("comment")
    .map(({ body }) => String(body))
    .toSorted();
const description = ({ replica }: ModelClient) => replica.row("task", "task-home")?.["description"];
const comment = (id: string, body = id) => run("comment.create", { id, taskId: "task-home", body });

test("reads description and comments of an opened task, and keeps them current", async () => {
  await comment("first");
  await update(ada);
  expect([bodies(ada), description(ada)]).toEqual([[], undefined]);
  const close = ada.replica.openTask("task-home");
  await update(ada);
  expect([bodies(ada), description(ada)]).toEqual([["first"], ""]);
  await comment("second");
  await run("task.update", { id: "task-home", baseVersion: 1, set: { description: "text" } });
  await run("comment.create", { id: "elsewhere", taskId: "task-work", body: "elsewhere" });
  await update(ada);
  expect([bodies(ada), description(ada)]).toEqual([["first", "second"], "text"]);
  expect(ada.replica.task("task-home")?.hasDescription).toBe(true);
  await run("comment.trash", { id: "first" });
  await update(ada);
  expect(bodies(ada)).toEqual(["second"]);
  await run("comment.restore", { id: "first" });
  await update(ada);
  expect(bodies(ada)).toEqual(["first", "second"]);
  close();
});

test("reads the details of an open task again when it comes back from another project", async () => {
  await comment("first");
  const close = ada.replica.openTask("task-home");
  await update(ada);
  await run("task.move", { ids: ["task-home"], projectId: "work" });
  await update(ada);
  await update(ada);
  expect([bodies(ada), description(ada)]).toEqual([["first"], ""]);
  close();
  await run("task.move", { ids: ["task-home"], projectId: "home" });
  await update(ada);
  expect([bodies(ada), description(ada)]).toEqual([[], undefined]);
});

test("shows comments and descriptions of pending commands", async () => {
  await comment("first");
  ada.replica.openTask("task-home");
  await update(ada);
  ada.replica.write("comment.create", { id: "own", taskId: "task-home", body: "own" });
  ada.replica.write("comment.update", { id: "own", baseVersion: 1, body: "edited" });
  ada.replica.write("task.update", { id: "task-home", baseVersion: 1, set: { description: "pending" } });
  const own = ada.replica.row("comment", "own");
  expect(own).toMatchObject({ body: "edited", authorId: "ada", editedAt: "2026-11-30T09:00:00.000Z", deletedAt: null });
  expect(description(ada)).toBe("pending");
  ada.replica.write("comment.trash", { id: "first" });
  expect(bodies(ada)).toEqual(["edited"]);
  expect(await ada.finish()).toBe(true);
  expect([bodies(ada), description(ada)]).toEqual([["edited"], "pending"]);
});

test("removes members and their addresses with the lines about them", async () => {
  const members = () => ada.replica.rows("member").map(({ id, role }) => `${id} ${String(role)}`);
  const before = members();
  expect(before).toContain("home:guest manager");
  await run("member.set", { projectId: "home", userId: "guest", role: "editor" });
  await update(ada);
  expect(members()).toContain("home:guest editor");
  await run("member.remove", { projectId: "home", userId: "guest" });
  await update(ada);
  expect(members()).toHaveLength(before.length - 1);
  await run("member.set", { projectId: "home", userId: "guest", role: "manager" });
  await update(ada);
  await update(ada);
  expect(members().toSorted()).toEqual(before.toSorted());
});
