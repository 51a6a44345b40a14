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

test("lists the details of a task, with pending commands, until they are not held any more", async () => {
  await comment("first");
  await update(ada);
  expect(ada.replica.details("task-home")).toBeNull();
  ada.replica.openTask("task-home")();
  await update(ada);
  await comment("second");
  await update(ada);
  const held = ada.replica.details("task-home");
  expect(held).toMatchObject({ description: "", version: 1, comments: [{ body: "first" }, { body: "second" }] });
  expect(ada.replica.details("task-home")).toBe(held);
  ada.replica.write("comment.create", { id: "own", taskId: "task-home", body: "own" });
  ada.replica.write("task.update", { id: "task-home", baseVersion: 1, set: { description: "text" } });
  const shown = ada.replica.details("task-home");
  expect(shown?.comments.map(({ body }) => body)).toContain("own");
  // The next edit is based on the version that the server has confirmed.
  expect(shown).toMatchObject({ description: "text", version: 1 });
  await run("task.move", { ids: ["task-home"], projectId: "work" });
  await run("task.move", { ids: ["task-home"], projectId: "home" });
  await update(ada);
  expect(ada.replica.details("task-home")).toBeNull();
});

test("knows the details of new tasks without reading them", async () => {
  const listed = { title: "new", projectId: "home" };
  ada.replica.write("task.create", { id: "own", ...listed, description: "why" });
  expect(ada.replica.details("own")).toMatchObject({ description: "why", comments: [] });
  await run("task.create", { id: "theirs", ...listed, description: "because" });
  await run("comment.create", { id: "question", taskId: "theirs", body: "question" });
  await update(ada);
  expect(await ada.finish()).toBe(true);
  expect(ada.replica.details("own")).toMatchObject({ description: "why", comments: [] });
  expect(ada.replica.details("theirs")).toMatchObject({ description: "because", comments: [{ body: "question" }] });
});

test("knows the descriptions of several tasks that one command creates", () => {
  const items = [
    { id: "one", title: "one", description: "first" },
    { id: "two", title: "two" },
  ];
  ada.replica.write("task.createMany", { projectId: "home", items });
  expect(items.map(({ id }) => ada.replica.details(id)?.description)).toEqual(["first", ""]);
});

test("repeats a failed read as soon as there is a connection again", async () => {
  ada.replica.openTask("task-home");
  await ada.loseAnswers();
  ada.serve();
  await ada.answer();
  expect(ada.replica.details("task-home")).toBeNull();
  ada.replica.retryNow();
  ada.serve();
  await ada.answer();
  expect(ada.replica.details("task-home")).not.toBeNull();
  // It is not repeated once more.
  await ada.runTimers();
  expect(await ada.finish()).toBe(true);
});
