import type { GivenFilter } from "@docket/schema/filter-expression";
import type { ListedTask } from "@docket/schema/task";
import { taskMatcher } from "@docket/schema/task-matcher";
import { createTaskComparator } from "@docket/schema/task-sort-key";
import { createReplica } from "../replica.ts";
import type { ReplicaOptions } from "../replica.ts";
import type { Command, ReplicaEvent } from "../transport.ts";
import { createModelServer } from "./model-server.ts";
import type { ModelServer } from "./model-server.ts";
import { Rejected } from "./model-state.ts";

export type Random = (below: number) => number;

/** Returns a random number generator (mulberry32) whose results depend only on the seed. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** The time in all replicas. */
export const NOW = "2026-11-30T09:00:00.000Z";
const now = new Date(NOW);
export const WORKSPACE_ID = "0198a000-0000-7000-8000-000000000000";

/** Lets all promises that can settle do so. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

type Call = {
  run: () => unknown;
  answer: { value: unknown } | null;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
};

/** A replica that is connected to the model of the server by a network that the test controls. */
export function createModelClient(
  server: ModelServer,
  userId: string,
  name: string,
  rules: Partial<ReplicaOptions> = {},
) {
  const calls: Call[] = [];
  let events: ReplicaEvent[] = [];
  let streamPosition = 0;
  let streamEpoch: string | null = null;
  let timers: (() => void)[] = [];
  const rejected: Command[] = [];
  const acknowledged = new Set<string>();
  let count = 0;
  let isAccessLost = false;

  /** Sends a request. The test decides when the server answers and when the answer arrives. */
  const call = <Result>(run: () => Result): Promise<Result> =>
    new Promise((resolve, reject) => {
      calls.push({ run, answer: null, resolve: resolve as (value: unknown) => void, reject });
    });
  const reopenStream = () => {
    events = [];
    streamPosition = Number(replica.feed.position());
    streamEpoch = replica.feed.epoch();
  };
  const replica = createReplica({
    workspaceId: WORKSPACE_ID,
    userId,
    transport: {
      snapshot: () => call(() => server.snapshot(userId)),
      project: (id) => call(() => server.project(userId, id)),
      read: (entity, ids) => call(() => server.read(userId, entity, ids)),
      subtasks: (ids) => call(() => server.subtasks(userId, ids)),
      labelTasks: (id) => call(() => server.labelTasks(userId, id)),
      taskDetails: (id) => call(() => server.taskDetails(userId, id)),
      send: (command) => call(() => server.execute(userId, command)),
      retryDelay: (error, pause) => (error instanceof Rejected ? null : pause),
      closedReason: () => (isAccessLost ? "workspace" : null),
    },
    store: { keep: () => {}, forget: () => {} },
    now: () => now,
    newId: () => `${name}-${(count += 1)}`,
    setTimer: (run, delay) => {
      // The timer for midnight is never due.
      if (delay > 3_600_000) return () => {};
      timers.push(run);
      return () => {
        timers = timers.filter((other) => other !== run);
      };
    },
    onAnswered: (command) => acknowledged.add(command.commandId),
    onRejected: ({ command }) => rejected.push(command),
    onGap: reopenStream,
    ...rules,
  });

  const serve = (one: Call) => {
    if (one.answer) return;
    try {
      one.answer = { value: one.run() };
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      one.answer = { value: error };
    }
  };
  const deliver = (one: Call) => {
    calls.splice(calls.indexOf(one), 1);
    const value = one.answer?.value;
    if (value instanceof Rejected) one.reject(value);
    else one.resolve(value);
  };

  return {
    name,
    userId,
    replica,
    rejected,
    acknowledged,
    /** Commands that were undone before they were sent. */
    cancelled: [] as Command[],
    /** What ends reading the details of tasks. */
    opened: [] as (() => void)[],
    newId: () => `${name}-${(count += 1)}`,
    /** Takes a random step of the network. */
    step: (random: Random) => {
      const one = calls[random(calls.length || 1)];
      switch (random(10)) {
        case 0:
        case 1:
        case 2:
          if (one) serve(one);
          break;
        case 3:
        case 4:
          if (one?.answer) deliver(one);
          break;
        case 5:
          // The answer is lost. The server may have executed the command.
          if (one && random(3) === 0) {
            calls.splice(calls.indexOf(one), 1);
            one.reject(new Error("connection lost"));
          }
          break;
        case 6:
        case 7: {
          const event = server.nextEvent(userId, streamPosition, 1 + random(6), streamEpoch);
          if (!event) break;
          streamPosition = Number(event.seq);
          events.push(event);
          break;
        }
        case 8: {
          const [event] = events;
          if (!event) break;
          replica.feed.receive(event);
          // Some events are delivered twice, some are skipped, and some connections break.
          if (random(4) > 0 && events[0] === event) events.shift();
          if (random(12) === 0) events.shift();
          if (random(15) === 0) reopenStream();
          break;
        }
        default:
          for (const run of timers.splice(0)) run();
      }
    },
    /** Lets all errors say that the access has ended. */
    setAccessLost: () => {
      isAccessLost = true;
    },
    /** Breaks the stream. */
    disconnect: reopenStream,
    /** Lets the server handle all requests. */
    serve: () => {
      for (const one of calls) serve(one);
    },
    /** Delivers the answers of the server. */
    answer: async () => {
      for (const one of calls.filter((call) => call.answer)) deliver(one);
      await settle();
    },
    /** Loses all requests, including those that the server has handled. */
    loseAnswers: async () => {
      for (const one of calls.splice(0)) one.reject(new Error("connection lost"));
      await settle();
    },
    /** Runs the timers for what is tried again later. */
    runTimers: async () => {
      for (const run of timers.splice(0)) run();
      await settle();
    },
    /** Reads the feed, and returns the events that have not been received. */
    pull: () => {
      for (let event = server.nextEvent(userId, streamPosition, 1, streamEpoch); event;) {
        streamPosition = Number(event.seq);
        events.push(event);
        event = event.kind === "resync" ? null : server.nextEvent(userId, streamPosition, 1, streamEpoch);
      }
      return events.splice(0);
    },
    /** Delivers everything until nothing happens any more. Returns whether that was reached. */
    finish: async () => {
      for (let round = 0; round < 400; round += 1) {
        for (const one of Array.from(calls)) {
          serve(one);
          deliver(one);
          await settle();
        }
        for (const run of timers.splice(0)) run();
        for (const event of events.splice(0)) replica.feed.receive(event);
        await settle();
        const event = server.nextEvent(userId, streamPosition, 50, streamEpoch);
        if (event) {
          streamPosition = Number(event.seq);
          replica.feed.receive(event);
        }
        await settle();
        const isCurrent = Number(replica.feed.position()) === server.seq() && replica.feed.confirmed() === server.seq();
        if (calls.length + timers.length === 0 && isCurrent && replica.outbox.pending().length === 0) return true;
        if (calls.length === 0 && events.length === 0 && Number(replica.feed.position()) < streamPosition)
          reopenStream();
      }
      return false;
    },
    /** Loads the first snapshot. */
    open: async () => {
      replica.outbox.setSending(true);
      void replica.feed.load();
      for (const one of Array.from(calls)) {
        serve(one);
        deliver(one);
      }
      await settle();
      reopenStream();
    },
  };
}

export type ModelClient = ReturnType<typeof createModelClient>;

/** Returns the tasks that lists of this reader contain, with the counts of sub-tasks. */
export function listedTasks(server: ModelServer, userId: string): ListedTask[] {
  const rows = server.visible(userId, "task") as unknown as ListedTask[];
  return rows.map((task) => {
    const children = rows.filter(({ parentId }) => parentId === task.id);
    return {
      ...task,
      subtasks: { all: children.length, open: children.filter(({ status }) => status === "open").length },
    };
  });
}

/** Returns the result of a query, computed from scratch. */
export function expectedRows(
  tasks: readonly ListedTask[],
  filter: GivenFilter,
  userId: string,
  order: "manual" | "title" = "manual",
) {
  return tasks.filter(taskMatcher(filter, { userId, now })).sort(createTaskComparator(order, "ascending"));
}

export type Model = { server: ModelServer; clients: ModelClient[] };

/**
 * Creates a server and replicas of two devices of Ada, of Bob, and of a guest, who can see only one of the two projects.
 */
export async function createModel(rules: Partial<ReplicaOptions> = {}): Promise<Model> {
  const server = createModelServer(WORKSPACE_ID, "guest");
  const command = (path: string, input: Record<string, unknown>, position: number) =>
    server.execute("ada", { commandId: `start-${position}`, workspaceId: WORKSPACE_ID, path, input, position, at: 0 });
  for (const [index, id] of ["home", "work"].entries()) {
    command("project.create", { id, name: id }, index * 10);
    command("member.set", { projectId: id, userId: "bob", role: "manager" }, index * 10 + 1);
    command("label.create", { id: `label-${id}`, name: id }, index * 10 + 2);
    command("task.create", { id: `task-${id}`, projectId: id, title: id, labelIds: [`label-${id}`] }, index * 10 + 3);
  }
  command("member.set", { projectId: "home", userId: "guest", role: "manager" }, 30);
  const users = ["ada", "ada", "bob", "guest"];
  const clients = users.map((user, index) => createModelClient(server, user, `${user}${index}`, rules));
  for (const client of clients) await client.open();
  return { server, clients };
}
