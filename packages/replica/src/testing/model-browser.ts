import { IDBFactory } from "fake-indexeddb";
import { createReplica } from "../replica.ts";
import { createStoredCommands } from "../stored-commands.ts";
import { createStoredCopy } from "../stored-copy.ts";
import { startSession } from "../tab-session.ts";
import type { StreamHandlers, TabMessage, TabSession } from "../tab-session.ts";
import type { ReplicaEvent } from "../transport.ts";
import { createModel, settle } from "./model-run.ts";
import type { ModelServer } from "./model-server.ts";
import { Rejected } from "./model-state.ts";

let running: (() => void)[] = [];

/** Stops the replicas of all tabs. */
export function stopTabs(): void {
  for (const stop of running) stop();
  running = [];
}

class AccessLost extends Error {}
class SessionEnded extends Error {}

/** Returns the command that changes the title of the model's first task. */
export const rename = (title: string) => ["task.update", { id: "task-home", baseVersion: 1, set: { title } }] as const;

/** Opens two tabs of a browser. The first one owns the stream. */
export async function openTwoTabs() {
  const { server } = await createModel();
  const browser = createBrowser(server);
  const first = await browser.openTab("one");
  const second = await browser.openTab("two");
  await browser.pass(5_000);
  return { server, browser, first, second };
}

/** A browser with several tabs on a plain-http address, which has no locks, and a clock that the test moves. */
export function createBrowser(server: ModelServer) {
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
  let isAccessLost = false;
  let isSignedOut = false;

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
    setAccessLost: (isLost: boolean) => (isAccessLost = isLost),
    setSignedOut: (signedOut: boolean) => (isSignedOut = signedOut),
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
      const page = new EventTarget();
      const outcomes: string[] = [];
      const now = () => new Date(time);
      const setTimer = (run: () => void, delay: number) => {
        const timer = { run: () => void (isClosed || run()), at: time + delay };
        timers.push(timer);
        return () => void (timers = timers.filter((other) => other !== timer));
      };
      const online = async <Result>(ask: () => Result): Promise<Result> => {
        if (isAccessLost) throw new AccessLost();
        if (isSignedOut) throw new SessionEnded();
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
          subtasks: (parents) => online(() => server.subtasks("ada", parents)),
          labelTasks: (id) => online(() => server.labelTasks("ada", id)),
          taskDetails: (id) => online(() => server.taskDetails("ada", id)),
          send: (command) => online(() => server.execute("ada", command)),
          retryDelay: (error, pause) => (error instanceof Rejected ? null : pause),
          closedReason: (error) =>
            error instanceof AccessLost ? "workspace" : error instanceof SessionEnded ? "credential" : null,
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
        page,
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
      return { replica, session, kill, copy, commands, outcomes, page };
    },
  };
}
