import { beforeEach, expect, test } from "vitest";
import { createModelClient, createModel, settle } from "./testing/model-run.ts";
import type { Model, ModelClient } from "./testing/model-run.ts";
import type { Entity, Row } from "./transport.ts";

let model: Model;
let bob: ModelClient;
let guest: ModelClient;
beforeEach(async () => {
  model = await createModel();
  [bob, guest] = [model.clients[2], model.clients[3]] as [ModelClient, ModelClient];
  return () => {
    for (const { replica } of model.clients) replica.stop();
  };
});

const rowsOf = ({ replica }: ModelClient): [Entity, Row][] =>
  (["project", "task", "label", "member"] as const).flatMap((entity) =>
    replica.rows(entity).map((row): [Entity, Row] => [entity, row]),
  );
const run = async (path: string, input: Record<string, unknown>) => {
  bob.replica.write(path, input);
  bob.serve();
  await bob.answer();
};
/** Opens the guest's replica again, from the rows that it had. Returns what is shown at each change. */
function reopen(name = "again") {
  const { position, coverage } = guest.replica.feed;
  const stored = { rows: rowsOf(guest), seq: position(), epoch: "1", coverage: Object.fromEntries(coverage()) };
  const client = createModelClient(model.server, "guest", name);
  const shown: string[] = [];
  const note = () =>
    shown.push([client.replica.status(), ...client.replica.rows("task").map(({ id }) => id)].join(" "));
  client.replica.subscribe(note);
  return { client, shown, restored: client.replica.feed.restore(stored) };
}

test("shows stored rows as soon as the server has said that their projects are still visible", async () => {
  await run("task.create", { id: "later", projectId: "home", title: "later" });
  const { client, shown, restored } = reopen();
  await settle();
  expect([client.replica.status(), shown]).toEqual(["empty", []]);
  client.serve();
  await client.answer();
  expect(await restored).toBe(true);
  expect(shown.at(-1)).toBe("updating task-home");
  client.disconnect();
  for (const event of client.pull()) client.replica.feed.receive(event);
  expect(shown.at(-1)).toBe("ready task-home later");
});

test("never shows the rows of a project that the user can't see any more", async () => {
  await run("member.remove", { projectId: "home", userId: "guest" });
  const { client, shown, restored } = reopen();
  client.serve();
  await client.answer();
  expect(await restored).toBe(false);
  expect(new Set(shown)).toEqual(new Set(["updating"]));
  expect(client.replica.isCovered({ filter: { projectId: "home" } })).toBe(false);
  client.disconnect();
  expect(await client.finish()).toBe(true);
  expect(client.replica.status()).toBe("ready");
});

test("shows stored rows without a connection, and drops lost projects as soon as there is one", async () => {
  await run("member.remove", { projectId: "home", userId: "guest" });
  const { client, shown, restored } = reopen();
  await client.loseAnswers();
  expect(await restored).toBe(true);
  expect(shown.at(-1)).toBe("updating task-home");
  expect(client.replica.isCovered({ filter: { projectId: "home" } })).toBe(true);
  await client.runTimers();
  client.serve();
  await client.answer();
  expect(shown.at(-1)).toBe("updating");
});

test("shows stored rows if the server does not answer", async () => {
  const { client, shown, restored } = reopen();
  await client.runTimers();
  expect(await restored).toBe(true);
  expect(shown.at(-1)).toBe("updating task-home");
});

test("deletes all rows, but no command, when the access has ended", async () => {
  const query = guest.replica.queryTasks({ filter: {} });
  expect(query.getSnapshot()).toHaveLength(1);
  guest.replica.write("task.create", { id: "unsaved", projectId: "home", title: "unsaved" });
  guest.replica.feed.close("workspace");
  expect([guest.replica.status(), rowsOf(guest), query.getSnapshot()]).toEqual(["closed", [], []]);
  expect(guest.replica.isCovered({ filter: {} })).toBe(false);
  expect(guest.replica.outbox.pending().map(({ input }) => input["title"])).toEqual(["unsaved"]);
  await guest.runTimers();
  guest.serve();
  await guest.answer();
  expect(guest.replica.status()).toBe("closed");
  guest.replica.feed.reopen();
  guest.serve();
  await guest.answer();
  expect([guest.replica.status(), guest.replica.rows("task")]).toMatchObject([
    "ready",
    [{ id: "task-home" }, { id: "unsaved" }],
  ]);
});

test.each(["snapshot", "command"] as const)("closes if the server says so to a %s", async (request) => {
  const client = createModelClient(model.server, "ada", "closing", {});
  await client.open();
  client.setAccessLost();
  if (request === "snapshot") void client.replica.feed.load();
  else client.replica.write("task.update", { id: "task-home", baseVersion: 1, set: { title: "kept" } });
  await client.loseAnswers();
  expect([client.replica.status(), client.rejected]).toEqual(["closed", []]);
  await client.runTimers();
  expect(client.replica.outbox.pending()).toHaveLength(request === "snapshot" ? 0 : 1);
});
