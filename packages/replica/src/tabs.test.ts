import { afterEach, expect, test } from "vitest";
import { createBrowser, openTwoTabs, rename, stopTabs } from "./testing/model-browser.ts";
import { createModel } from "./testing/model-run.ts";

afterEach(stopTabs);

test("passes events and commands from the owner's tab to the others, and back", async () => {
  const { browser, first, second } = await openTwoTabs();
  expect([first.session.isOwner(), second.session.isOwner(), browser.streams.size]).toEqual([true, false, 1]);
  second.replica.write(...rename("from the second tab"));
  expect(first.replica.task("task-home")?.title).toBe("from the second tab");
  await browser.later();
  expect([first, second].map(({ replica }) => replica.outbox.pending().length)).toEqual([0, 0]);
  expect(second.replica.tables.get("task", "task-home")?.["title"]).toBe("from the second tab");
});

test("makes another tab the owner after the owner's tab was killed, and sends its commands", async () => {
  const { server } = await createModel();
  const browser = createBrowser(server);
  const first = await browser.openTab("one");
  await browser.pass(5_000);
  const second = await browser.openTab("two");
  browser.setOnline(false);
  first.replica.write(...rename("written before the crash"));
  await browser.later();
  first.kill();
  browser.setOnline(true);
  // A hidden tab whose timers run only once a minute would still be the owner.
  await browser.pass(60_000);
  expect(second.session.isOwner()).toBe(false);
  await browser.pass(40_000);
  expect(second.session.isOwner()).toBe(true);
  expect([second.replica.task("task-home")?.title, second.replica.outbox.pending()]).toEqual([
    "written before the crash",
    [],
  ]);
  expect(server.visible("ada", "task")[0]?.["title"]).toBe("written before the crash");
});

test("opens offline with the stored rows and commands", async () => {
  const { server } = await createModel();
  const browser = createBrowser(server);
  const first = await browser.openTab("one");
  await browser.pass(5_000);
  browser.setOnline(false);
  first.replica.write(...rename("unsent"));
  await browser.later();
  first.kill();
  const reloaded = await browser.openTab("two");
  expect(reloaded.replica.task("task-home")?.title).toBe("unsent");
  expect(reloaded.replica.outbox.pending()).toHaveLength(1);
});

test("keeps the text of a rejected command although other tabs remove the command", async () => {
  const { browser, first, second } = await openTwoTabs();
  second.replica.write("task.update", { id: "unknown", baseVersion: 1, set: { title: "kept text" } });
  await browser.later();
  expect([first, second].map(({ replica }) => replica.outbox.pending().length)).toEqual([0, 0]);
  const { commands, rejected } = await first.commands.load();
  expect([commands.length, rejected.map(({ command }) => command.input["set"])]).toEqual([0, [{ title: "kept text" }]]);
  first.commands.discardRejected("two-1");
  expect((await second.commands.load()).rejected).toEqual([]);
});

test("passes no events of the old log to a tab after a backup was restored", async () => {
  const { server } = await createModel();
  const browser = createBrowser(server);
  const first = await browser.openTab("one");
  await browser.pass(5_000);
  server.backUp();
  for (const priority of [1, 2, 3])
    server.execute("bob", {
      commandId: `lost-${priority}`,
      workspaceId: "w",
      path: "task.update",
      position: 1,
      at: 0,
      input: { id: "task-home", baseVersion: 1, set: { priority } },
    });
  await browser.later();
  expect(first.replica.task("task-home")?.priority).toBe(3);
  server.restore();
  await browser.pass(5_000);
  const second = await browser.openTab("two");
  await browser.later();
  expect([first, second].map(({ replica }) => replica.task("task-home")?.priority)).toEqual([0, 0]);
  expect(second.replica.feed.position()).toBe(first.replica.feed.position());
});

test("removes a cancelled command from all tabs", async () => {
  const { browser, first, second } = await openTwoTabs();
  browser.setOnline(false);
  first.replica.write(...rename("sent first"));
  const cancelled = first.replica.write(...rename("cancelled"));
  expect(second.replica.task("task-home")?.title).toBe("cancelled");
  expect(first.replica.undo(cancelled)).toBeNull();
  expect(second.replica.task("task-home")?.title).toBe("sent first");
  expect(second.replica.outbox.pending()).toHaveLength(1);
});

test("drops a command that the owner has confirmed while the tab was opening", async () => {
  const { server } = await createModel();
  const browser = createBrowser(server);
  const first = await browser.openTab("one");
  await browser.pass(5_000);
  first.replica.write(...rename("confirmed"));
  const [command] = first.replica.outbox.pending();
  await browser.later();
  expect(first.replica.outbox.pending()).toEqual([]);
  // As if the tab had read the command from the store before it was deleted there.
  first.commands.keep(command!);
  const second = await browser.openTab("two");
  await browser.later();
  expect(second.replica.outbox.pending()).toEqual([]);
  expect(second.replica.task("task-home")?.title).toBe("confirmed");
});

test("stores no position whose rows are still being read, and only as the owner", async () => {
  const { server, browser, first, second } = await openTwoTabs();
  const writes: { tab: string; seq: string }[] = [];
  for (const [tab, { copy }] of Object.entries({ one: first, two: second })) {
    const { save } = copy;
    copy.save = (changed, position) => {
      if (position) writes.push({ tab, seq: position.seq });
      save(changed, position);
    };
  }
  browser.setOnline(false);
  const { position, receive } = first.replica.feed;
  const from = position();
  const line = { workspaceId: "w", commandId: "c", actorId: "bob", projectId: "home", at: "2026-11-30T10:00:00.000Z" };
  const [task] = server.visible("ada", "task");
  const change = {
    ...line,
    entity: "task",
    op: "update",
    before: null,
    after: { priority: 1 },
    isWhole: false,
  } as const;
  const seqs = [1, 2].map((offset) => String(Number(from) + offset));
  // The version of the first row has a gap, so that it has to be read.
  receive({
    kind: "changes",
    from,
    seq: seqs[1]!,
    isSplit: false,
    changes: [
      { ...change, entityId: "task-home", seq: seqs[0]!, version: 9 },
      { ...change, entityId: "task-work", seq: seqs[1]!, version: 2 },
    ],
  });
  expect([task?.version, writes]).toEqual([1, [{ tab: "one", seq: from }]]);
});
