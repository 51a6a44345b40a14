import { afterEach, expect, test } from "vitest";
import { createIdleReplica } from "./testing/idle-replica.ts";
import { createModel, settle } from "./testing/model-run.ts";
import type { Model, ModelClient } from "./testing/model-run.ts";
import type { ReplicaEvent } from "./transport.ts";

let model: Model;
let ada: ModelClient;
let bob: ModelClient;
let guest: ModelClient;

async function open(): Promise<void> {
  model = await createModel();
  const [first, , third, fourth] = model.clients as [ModelClient, ModelClient, ModelClient, ModelClient];
  [ada, bob, guest] = [first, third, fourth];
}
afterEach(() => {
  for (const { replica } of model.clients) replica.stop();
});

const titleOf = ({ replica }: ModelClient, id = "task-home") => replica.task(id)?.title;
const rename = (client: ModelClient, title: string, baseVersion = 1) =>
  client.replica.write("task.update", { id: "task-home", baseVersion, set: { title } });
const pending = ({ replica }: ModelClient) => replica.outbox.pending().length;
const receive = (client: ModelClient) => {
  for (const event of client.pull()) client.replica.feed.receive(event);
};
/** Runs a command of another client on the server. */
const run = async (client: ModelClient, path: string, input: Record<string, unknown>) => {
  client.replica.write(path, input);
  client.serve();
  await client.answer();
};

test("keeps showing a command whose line arrives before its answer, and confirms it with the answer", async () => {
  await open();
  rename(ada, "new");
  ada.serve();
  receive(ada);
  expect([titleOf(ada), ada.replica.tables.get("task", "task-home")?.["title"], pending(ada)]).toEqual([
    "new",
    "new",
    1,
  ]);
  await ada.answer();
  expect([titleOf(ada), pending(ada)]).toEqual(["new", 0]);
});

test("keeps an answered command until the feed has delivered its changes", async () => {
  await open();
  rename(ada, "new");
  ada.serve();
  await ada.answer();
  expect([titleOf(ada), ada.replica.tables.get("task", "task-home")?.["title"], pending(ada)]).toEqual([
    "new",
    "home",
    1,
  ]);
  receive(ada);
  expect([titleOf(ada), pending(ada)]).toEqual(["new", 0]);
});

test("sends a command again after its answer was lost, without a second effect", async () => {
  await open();
  rename(ada, "new");
  ada.serve();
  await ada.loseAnswers();
  const seq = model.server.seq();
  await ada.runTimers();
  ada.serve();
  await ada.answer();
  receive(ada);
  expect([titleOf(ada), pending(ada), model.server.seq()]).toEqual(["new", 0, seq]);
});

test("reads a row of which it has missed a version", async () => {
  await open();
  await run(bob, "task.update", { id: "task-home", baseVersion: 1, set: { priority: 1 } });
  await run(bob, "task.update", { id: "task-home", baseVersion: 2, set: { priority: 2 } });
  const [, second] = ada.pull();
  // As if the first line had been passed over: the feed itself has no gap.
  ada.replica.feed.receive({ ...second!, from: "0" } as ReplicaEvent);
  expect(ada.replica.task("task-home")?.priority).toBe(0);
  expect(ada.replica.feed.confirmed()).toBeLessThan(Number(ada.replica.feed.position()));
  ada.serve();
  await ada.answer();
  expect(ada.replica.task("task-home")).toMatchObject({ priority: 2, version: 3 });
});

test("ignores lines that are older than a row that was read", async () => {
  await open();
  await run(bob, "task.update", { id: "task-home", baseVersion: 1, set: { priority: 1 } });
  await run(bob, "task.update", { id: "task-home", baseVersion: 2, set: { priority: 3 } });
  ada.replica.tables.put("task", model.server.read("ada", "task", ["task-home"]).rows[0]!.row);
  receive(ada);
  expect(ada.replica.task("task-home")).toMatchObject({ priority: 3, version: 3 });
});

test("removes a row that moves to an unreadable project, and keeps the text of commands on it", async () => {
  await open();
  rename(guest, "the guest's text");
  await run(bob, "task.move", { ids: ["task-home"], projectId: "work" });
  receive(guest);
  expect(guest.replica.task("task-home")).toBeUndefined();
  guest.serve();
  await guest.answer();
  expect(guest.rejected.map(({ input }) => input["set"])).toEqual([{ title: "the guest's text" }]);
  expect(pending(guest)).toBe(0);
});

test("moves a row between readable projects without a moment in which it is in no list", async () => {
  await open();
  await run(bob, "task.move", { ids: ["task-home"], projectId: "work" });
  const query = ada.replica.queryTasks({ filter: {} });
  const lengths: number[] = [];
  const unsubscribe = query.subscribe(() => lengths.push(query.getSnapshot().length));
  receive(ada);
  unsubscribe();
  expect(ada.replica.task("task-home")).toMatchObject({ projectId: "work", version: 2 });
  expect(new Set(lengths)).toEqual(new Set([2]));
});

test("cancels an unsent command when it is undone", async () => {
  await open();
  rename(ada, "first");
  const second = rename(ada, "second", 2);
  expect(titleOf(ada)).toBe("second");
  expect(ada.replica.undo(second)).toBeNull();
  expect([titleOf(ada), pending(ada)]).toEqual(["first", 1]);
});

test("shows a sent command as undone before either has been answered", async () => {
  await open();
  const sent = rename(ada, "new");
  ada.serve();
  ada.replica.undo(sent);
  expect([titleOf(ada), pending(ada)]).toEqual(["home", 2]);
  // Its line and its answer arrive while the undo is on its way.
  receive(ada);
  expect([titleOf(ada), pending(ada)]).toEqual(["home", 2]);
  await ada.answer();
  expect([titleOf(ada), pending(ada)]).toEqual(["home", 1]);
  ada.serve();
  await ada.answer();
  receive(ada);
  expect([titleOf(ada), pending(ada)]).toEqual(["home", 0]);
});

test("reads a project that was trashed, changed and restored while the client was away", async () => {
  await open();
  await run(bob, "project.trash", { id: "home" });
  receive(ada);
  expect(ada.replica.task("task-home")).toBeUndefined();
  // Views of all projects show those that are left.
  expect(ada.replica.isCovered({ filter: {} })).toBe(true);
  await run(bob, "project.restore", { id: "home" });
  await run(bob, "task.create", { id: "later", projectId: "home", title: "later" });
  expect(await ada.finish()).toBe(true);
  expect([titleOf(ada), titleOf(ada, "later")]).toEqual(["home", "later"]);
});

test("reads a project to which access was revoked and granted while the client was away", async () => {
  await open();
  await run(bob, "member.remove", { projectId: "home", userId: "guest" });
  await run(bob, "task.update", { id: "task-home", baseVersion: 1, set: { title: "changed" } });
  receive(guest);
  expect(guest.replica.rows("task")).toEqual([]);
  guest.disconnect();
  await run(bob, "member.set", { projectId: "home", userId: "guest", role: "editor" });
  expect(await guest.finish()).toBe(true);
  expect(titleOf(guest)).toBe("changed");
});

test("loads a restored server's rows and sends what it has lost again", async () => {
  await open();
  model.server.backUp();
  rename(ada, "kept");
  ada.serve();
  await ada.answer();
  model.server.restore();
  ada.disconnect();
  expect(await ada.finish()).toBe(true);
  expect([titleOf(ada), model.server.visible("ada", "task")[0]?.["title"]]).toEqual(["kept", "kept"]);
});

test("does not order commands by the clock", async () => {
  await open();
  rename(ada, "first");
  const [command] = ada.replica.outbox.pending();
  // Another tab whose clock is a day behind.
  const later = { ...command!, commandId: "other", position: 2, at: command!.at - 86_400_000 };
  ada.replica.receiveCommand({ ...later, input: { ...later.input, set: { title: "second" } } });
  expect(titleOf(ada)).toBe("second");
  expect(await ada.finish()).toBe(true);
  expect(titleOf(ada)).toBe("second");
});

test("shows new ranks of 5,000 rows with one change of the list", async () => {
  await open();
  const [home] = model.server.visible("ada", "task");
  const ids = Array.from({ length: 5_000 }, (_, index) => `many-${String(index).padStart(4, "0")}`);
  ada.replica.feed.resume(
    ids.map((id) => ["task", { ...home!, id }]),
    "100",
    "1",
  );
  const query = ada.replica.queryTasks({ filter: { projectId: "home" } });
  const before = query.getSnapshot();
  let changes = 0;
  query.subscribe(() => (changes += 1));
  const position = Number(ada.replica.feed.position());
  const lines = ids.map((id, index) => ({
    workspaceId: "w",
    commandId: "spread",
    actorId: "bob",
    projectId: "home",
    entity: "task",
    entityId: id,
    op: "move" as const,
    version: 2,
    before: null,
    at: "2026-11-30T10:00:00.000Z",
    seq: String(position + index + 1),
    after: { rank: `b${String(9_999 - index)}` },
    isWhole: false,
  }));
  const [from, seq] = [position, position + 5_000].map(String) as [string, string];
  ada.replica.feed.receive({ kind: "changes", from, seq, isSplit: false, changes: lines });
  expect(changes).toBe(1);
  const after = query.getSnapshot().map(({ id }) => id);
  expect(after).toEqual(ids.toReversed());
  expect(before).toHaveLength(5_000);
});

test("keeps rows in place while the user reads, except for own changes and lost access", async () => {
  await open();
  for (const id of ["b", "c"]) await run(bob, "task.create", { id, projectId: "home", title: id });
  receive(ada);
  const query = ada.replica.queryTasks({ filter: { projectId: "home" }, order: "title" });
  const titles = () => query.getSnapshot().map(({ title }) => title);
  const end = query.deferRemote();
  await run(bob, "task.update", { id: "b", baseVersion: 1, set: { title: "z" } });
  await run(bob, "task.create", { id: "a", projectId: "home", title: "a" });
  receive(ada);
  expect([titles(), query.deferredIds().size]).toEqual([["z", "c", "home"], 2]);
  ada.replica.write("task.create", { id: "d", projectId: "home", title: "d" });
  expect(titles()).toEqual(["z", "c", "d", "home"]);
  end();
  expect([titles(), query.deferredIds().size]).toEqual([["a", "c", "d", "home", "z"], 0]);
});

test("returns the same array as long as nothing in a list has changed", async () => {
  await open();
  const query = ada.replica.queryTasks({ filter: { projectId: "work" } });
  const before = query.getSnapshot();
  rename(ada, "elsewhere");
  await settle();
  expect(query.getSnapshot()).toBe(before);
  expect(ada.replica.queryTasks({ filter: { projectId: "work" } })).toBe(query);
});

test("counts sub-tasks with pending commands, and hides trashed labels", async () => {
  await open();
  ada.replica.write("task.create", { id: "child", projectId: "home", title: "child", parentId: "task-home" });
  expect(ada.replica.task("task-home")?.subtasks).toEqual({ all: 1, open: 1 });
  ada.replica.write("task.complete", { ids: ["task-home"] });
  expect(ada.replica.task("task-home")).toMatchObject({ status: "done", subtasks: { all: 1, open: 0 } });
  ada.replica.write("label.delete", { id: "label-home" });
  expect(ada.replica.task("task-home")?.labelIds).toEqual([]);
  expect(await ada.finish()).toBe(true);
  expect(ada.replica.task("task-home")).toMatchObject({ labelIds: [], subtasks: { all: 1, open: 0 } });
});

test("shows tasks in relative lists from midnight on", async () => {
  let time = Number(new Date("2026-11-30T09:00:00.000Z"));
  const timers: { run: () => void; at: number }[] = [];
  const replica = createIdleReplica({
    workspaceId: "w",
    userId: "ada",
    now: () => new Date(time),
    newId: () => "id",
    setTimer: (run, delay) => {
      timers.push({ run, at: time + delay });
      return () => {};
    },
  });
  const { server } = await createModel();
  const task = { ...server.visible("ada", "task")[0]!, due: { date: "2026-11-30" } };
  replica.feed.resume([["task", task]], "1", "1");
  const overdue = replica.queryTasks({ filter: { where: { field: "due", from: null, to: "today-1" } } });
  expect(overdue.getSnapshot()).toEqual([]);
  time = Number(new Date("2026-12-01T00:00:01.000Z"));
  for (const { run } of timers.filter(({ at }) => at <= time)) run();
  expect(overdue.getSnapshot().map(({ id }) => id)).toEqual(["task-home"]);
});
