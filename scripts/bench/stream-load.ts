// The process with the clients of the streams benchmark: it follows one workspace over many connections, writes to it,
// and measures when each change arrives on each connection.
import { connect } from "node:net";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "undici";
import { uuidv7 } from "../../packages/schema/src/uuid.ts";
import { SIZE } from "./data.ts";

/** An order for the process. It opens the streams on the first order, and keeps them open. */
export type StreamOrder = {
  origin: string;
  /** The access tokens, indexed by user. */
  tokens: string[];
  workspaceId: string;
  projectId: string;
  streams: number;
  writesPerSecond: number;
  milliseconds: number;
};

/** The result of an order: how long each change took from its request to each stream, or the reason of a failure. */
export type StreamReport = { latencies: number[]; writes: number; milliseconds: number } | { problem: string };

/** Fewer than the server accepts from one address. */
const STREAMS_PER_ADDRESS = 250;
const OPENING_AT_ONCE = 40;
/** How long a stream may be silent, and the last change may take to arrive. */
const LIMIT_MS = 60_000;
const WRITTEN_AT = /"title":"Written at ([\d.]+)"/g;
const POSITION = /^id: (\d+)(?:@\S+)?$/gm;
const END_OF_EVENT = "\n\n";

type Stream = { socket: Socket; position: number; received: number };

const streams: Stream[] = [];
let latencies: number[] = [];
let problem: string | undefined;
let written = 0;

/** Opens a stream. Written without a client library, whose cost would exceed that of the server. */
function openStream(index: number, { origin, tokens, workspaceId }: StreamOrder): Promise<void> {
  const { port, host, hostname } = new URL(origin);
  const localAddress = `127.0.1.${1 + Math.floor(index / STREAMS_PER_ADDRESS)}`;
  const socket = connect({ host: hostname, port: Number(port), localAddress });
  const stream: Stream = { socket, position: -1, received: written };
  streams.push(stream);
  socket.setEncoding("latin1");
  const input = encodeURIComponent(JSON.stringify({ workspaceId }));
  const token = tokens[index % SIZE.users];
  socket.write(
    `GET /api/trpc/change.follow?input=${input} HTTP/1.1\r\nhost: ${host}\r\naccept: text/event-stream\r\n` +
      `cookie: at=${token}\r\n\r\n`,
  );
  return new Promise((resolve) => {
    const failed = (text: string) => {
      problem ??= text;
      resolve();
    };
    let rest = "";
    socket.on("data", (text: string) => {
      const received = rest + text;
      const end = received.lastIndexOf(END_OF_EVENT);
      rest = end === -1 ? received : received.slice(end);
      if (end !== -1) handleEvents(stream, received.slice(0, end), resolve);
    });
    socket.setTimeout(LIMIT_MS, () => failed("A stream was silent for a minute."));
    socket.on("close", () => failed(`A stream was closed: ${rest.slice(0, 300)}`));
    socket.on("error", (error) => failed(`A stream broke: ${error.message}`));
  });
}

function handleEvents(stream: Stream, text: string, onOpen: () => void): void {
  const now = performance.now();
  if (text.includes('"kind":"open"')) onOpen();
  if (text.includes("serialized-error")) problem ??= `A stream was refused: ${text.slice(-400)}`;
  for (const [, position] of text.matchAll(POSITION)) {
    if (Number(position) <= stream.position) problem ??= `Event ${position} arrived after ${stream.position}.`;
    stream.position = Number(position);
  }
  for (const [, at] of text.matchAll(WRITTEN_AT)) {
    stream.received += 1;
    latencies.push(now - Number(at));
  }
}

async function openStreams(order: StreamOrder): Promise<void> {
  while (streams.length < order.streams) {
    const count = Math.min(OPENING_AT_ONCE, order.streams - streams.length);
    const first = streams.length;
    await Promise.all(Array.from({ length: count }, (_, index) => openStream(first + index, order)));
    if (problem !== undefined) throw new Error(problem);
  }
}

async function write(client: Pool, { origin, tokens, workspaceId, projectId }: StreamOrder): Promise<void> {
  const number = written;
  written += 1;
  const title = `Written at ${performance.now().toFixed(3)}`;
  const { statusCode, body } = await client.request({
    method: "POST",
    path: "/api/trpc/task.create",
    // Different people write, so that no one reaches the limit of writes per minute.
    headers: { cookie: `at=${tokens[number % SIZE.users]}`, origin, "content-type": "application/json" },
    body: JSON.stringify({ workspaceId, projectId, commandId: uuidv7(), id: uuidv7(), title }),
  });
  const text = await body.text();
  if (statusCode !== 200) problem ??= `A write was answered with ${statusCode}: ${text.slice(0, 500)}`;
}

async function run(order: StreamOrder): Promise<StreamReport> {
  await openStreams(order);
  latencies = [];
  const client = new Pool(order.origin, { connections: 16 });
  const pending: Promise<void>[] = [];
  const startedAt = performance.now();
  const writes = Math.round((order.writesPerSecond * order.milliseconds) / 1000);
  for (let count = 0; count < writes && problem === undefined; count += 1) {
    await sleep(Math.max(0, startedAt + (count * 1000) / order.writesPerSecond - performance.now()));
    pending.push(write(client, order));
  }
  await Promise.all(pending);
  const milliseconds = performance.now() - startedAt;
  await client.close();
  const deadline = performance.now() + LIMIT_MS;
  while (streams.some(({ received }) => received < written) && problem === undefined) {
    if (performance.now() > deadline) problem = "Some changes did not arrive within a minute.";
    await sleep(10);
  }
  if (streams.some(({ received }) => received !== written)) problem ??= "A change arrived more than once.";
  return problem === undefined ? { latencies, writes, milliseconds } : { problem };
}

process.on("message", (order: StreamOrder) => {
  void run(order)
    .catch((error: unknown) => ({ problem: error instanceof Error ? error.message : String(error) }))
    .then((report) => process.send?.(report));
});
