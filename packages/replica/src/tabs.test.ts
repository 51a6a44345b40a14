import { IDBFactory } from "fake-indexeddb";
import { afterEach, expect, test } from "vitest";
import { createReplica } from "./replica.ts";
import { createStoredCommands } from "./stored-commands.ts";
import { createStoredCopy } from "./stored-copy.ts";
import { startSession } from "./tab-session.ts";
import type { StreamHandlers, TabMessage, TabSession } from "./tab-session.ts";
import { createModel, settle } from "./testing/model-run.ts";
import type { ModelServer } from "./testing/model-server.ts";
import { Rejected } from "./testing/model-state.ts";
import type { ReplicaEvent } from "./transport.ts";

let running: (() => void)[] = [];
afterEach(() => {
  for (const stop of running) stop();
  running = [];
});

/** A browser with several tabs on a plain-http address, which has no locks, and a clock that the test moves. */
function createBrowser(server: ModelServer) {
  const values = new Map<string, string>();
  const storage = {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  } as Storage;
  const indexedDB = new IDBFactory();
  let time = Number(new Date("2026-11-30T09:00:00.000Z"));
  let timers: { run: () => void; at: number }[] = [];
  const channels = new Set<(event: MessageEvent<TabMessage>) => void>();
  const streams = new Map<
    string,
    {
      after: number;
      epoch: string | null;
      onEvent: (event: ReplicaEvent) => void;
      onClosed: StreamHandlers["onClosed"];
    }
  >();
  let isOnline = true;

  const pump = () => {
    for (const stream of streams.values())
      for (;;) {
        const event = isOnline ? server.nextEvent("ada", stream.after, 3, stream.epoch) : null;
        if (!event) break;
        stream.after = Number(event.seq);
        stream.onEvent(event);
        if (event.kind === "resync") break;
      }
  };
  const later = async () => {
    // Long enough for the model's answers and the fake database, which answer with timers.
    for (let round = 0; round < 30; round += 1) await settle();
    pump();
    await settle();
  };
  return {
    values,
    streams,
    setOnline: (online: boolean) => (isOnline = online),
    later,
    /** Moves the clock, and runs the timers that are due. */
    pass: async (ms: number) => {
      for (const end = time + ms; time < end;) {
        time = Math.min(end, time + 1_000);
        const due = timers.filter(({ at }) => at <= time);
        timers = timers.filter(({ at }) => at > time);
        for (const { run } of due) run();
        await settle();
      }
      await later();
    },
    openTab: async (tabId: string) => {
      let isClosed = false;
      let count = 0;
      const outcomes: string[] = [];
      const now = () => new Date(time);
      const setTimer = (run: () => void, delay: number) => {
        const timer = { run: () => void (isClosed || run()), at: time + delay };
        timers.push(timer);
        return () => void (timers = timers.filter((other) => other !== timer));
      };
      const online = async <Result>(ask: () => Result): Promise<Result> => {
        if (!isOnline) throw new Error("offline");
        return ask();
      };
      const ids = { userId: "ada", workspaceId: "w" };
      const commands = createStoredCommands(() => storage, indexedDB, ids);
      const copy = createStoredCopy({
        ...ids,
        indexedDB,
        now,
        tables: { get: (...row) => replica.tables.get(...row), ids: (entity) => replica.tables.ids(entity) },
      });
      let session: TabSession | null = null;
      const replica = createReplica({
        ...ids,
        transport: {
          snapshot: () => online(() => server.snapshot("ada")),
          project: (id) => online(() => server.project("ada", id)),
          read: (entity, rows) => online(() => server.read("ada", entity, rows)),
          labelTasks: (id) => online(() => server.labelTasks("ada", id)),
          send: (command) => online(() => server.execute("ada", command)),
          retryDelay: (error, pause) => (error instanceof Rejected ? null : pause),
        },
        store: commands,
        now,
        newId: () => `${tabId}-${(count += 1)}`,
        setTimer,
        onCommand: (command) => session?.announce(command),
        onAnswered: (command, { seq, answer }) => session?.answered(command, seq, answer),
        onRejected: (rejection) => {
          commands.keepRejected(rejection);
          session?.rejected(rejection.command, String(rejection.error));
        },
        onGap: () => session?.catchUp(),
        onCancelled: (commandId) => session?.cancelled(commandId),
      });
      const listeners: ((event: MessageEvent<TabMessage>) => void)[] = [];
      const receive = (event: MessageEvent<TabMessage>) => {
        for (const listener of listeners) listener(event);
      };
      channels.add(receive);
      const options = {
        name: "ada.w",
        locks: null,
        storage: () => storage,
        tabId,
        now,
        setTimer,
        replica,
        commands,
        copy,
        channel: {
          postMessage: (data: TabMessage) => {
            for (const other of channels)
              if (other !== receive && !isClosed) other({ data } as MessageEvent<TabMessage>);
          },
          addEventListener: ((_type: string, listener: (event: MessageEvent<TabMessage>) => void) =>
            listeners.push(listener)) as unknown as BroadcastChannel["addEventListener"],
          close: () => channels.delete(receive),
        },
        openStream: ({ seq, epoch }: { seq: string; epoch: string | null }, handlers: StreamHandlers) => {
          const { onEvent, onClosed, onStatus } = handlers;
          streams.set(tabId, { after: Number(seq), epoch, onEvent, onClosed });
          onStatus("live");
          return () => void streams.delete(tabId);
        },
      };
      session = startSession({
        ...options,
        onStream: (status) => outcomes.push(status),
        onClosed: (reason) => outcomes.push(`closed ${reason}`),
        onAnswered: ({ path }) => outcomes.push(`answered ${path}`),
        onRejected: ({ path }, _error, isOwn) => outcomes.push(`rejected ${path} ${isOwn}`),
      });
      for (let round = 0; round < 20; round += 1) await settle();
      running.push(replica.stop);
      const kill = () => {
        isClosed = true;
        channels.delete(receive);
        streams.delete(tabId);
      };
      return { replica, session, kill, copy, commands, outcomes };
    },
  };
}

const rename = (title: string) => ["task.update", { id: "task-home", baseVersion: 1, set: { title } }] as const;

test("passes events and commands from the owner's tab to the others, and back", async () => {
  const { server } = await createModel();
  const browser = createBrowser(server);
  const first = await browser.openTab("one");
  const second = await browser.openTab("two");
  await browser.pass(5_000);
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
  const { server } = await createModel();
  const browser = createBrowser(server);
  const first = await browser.openTab("one");
  const second = await browser.openTab("two");
  await browser.pass(5_000);
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
  const { server } = await createModel();
  const browser = createBrowser(server);
  const first = await browser.openTab("one");
  const second = await browser.openTab("two");
  await browser.pass(5_000);
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
  const { server } = await createModel();
  const browser = createBrowser(server);
  const first = await browser.openTab("one");
  const second = await browser.openTab("two");
  await browser.pass(5_000);
  const writes: { tab: string; seq: string }[] = [];
  for (const [tab, { copy }] of Object.entries({ one: first, two: second })) {
    const { save } = copy;
    copy.save = (changed, position) => {
      writes.push({ tab, seq: position.seq });
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

test("tells the outcome of a command to the tab that has created it", async () => {
  const { server } = await createModel();
  const browser = createBrowser(server);
  const first = await browser.openTab("one");
  const second = await browser.openTab("two");
  await browser.pass(5_000);
  for (const { outcomes } of [first, second]) outcomes.length = 0;
  second.replica.write(...rename("from the second tab"));
  second.replica.write("task.update", { id: "unknown", baseVersion: 1, set: { title: "rejected" } });
  await browser.later();
  expect(second.outcomes).toEqual(["answered task.update", "rejected task.update true"]);
  // The owner keeps the text, because the other tab may have been closed.
  expect(first.outcomes).toEqual(["rejected task.update false"]);
});

test("the owner handles the outcome of commands of closed tabs", async () => {
  const { server } = await createModel();
  const browser = createBrowser(server);
  const first = await browser.openTab("one");
  await browser.pass(5_000);
  browser.setOnline(false);
  first.replica.write("task.update", { id: "unknown", baseVersion: 1, set: { title: "rejected" } });
  await browser.later();
  first.kill();
  browser.setOnline(true);
  const second = await browser.openTab("two");
  await browser.pass(100_000);
  expect(second.outcomes).toContain("rejected task.update true");
});

test("tells all tabs that the stream was closed, and opens it again from any of them", async () => {
  const { server } = await createModel();
  const browser = createBrowser(server);
  const first = await browser.openTab("one");
  const second = await browser.openTab("two");
  await browser.pass(5_000);
  for (const { outcomes } of [first, second]) outcomes.length = 0;
  browser.streams.get("one")?.onClosed("credential");
  await browser.later();
  expect([browser.streams.size, first.outcomes, second.outcomes]).toEqual([
    0,
    ["closed credential"],
    ["closed credential"],
  ]);
  second.session.reopen();
  await browser.later();
  expect([[...browser.streams.keys()], second.outcomes.at(-1)]).toEqual([["one"], "live"]);
});

test("sends commands although the rows can't be loaded", async () => {
  const { server } = await createModel();
  const browser = createBrowser(server);
  server.snapshot = () => {
    throw new Error("overloaded");
  };
  const { replica } = await browser.openTab("one");
  replica.write(...rename("sent without rows"));
  await browser.pass(5_000);
  expect(server.visible("ada", "task")[0]?.["title"]).toBe("sent without rows");
  expect(browser.streams.size).toBe(0);
});
