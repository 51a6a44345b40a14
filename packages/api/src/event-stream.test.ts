import { once } from "node:events";
import { changeDraft, writeLines } from "@docket/core/testing/feed";
import type { Person, World } from "@docket/core/testing/world";
import { createWorld } from "@docket/core/testing/world";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDirectApi } from "./direct.ts";
import { createEventStream } from "./event-stream.ts";
import { createApi } from "./handler.ts";

let world: World;
let ada: Person;
beforeAll(async () => {
  world = await createWorld();
  ada = await world.person("Ada");
});
afterAll(() => world.close());

type Sent = { path: string; headers?: Record<string, string> };
type Answer = { status: number; headers: Record<string, unknown>; text: string };

const follow = (workspaceId: string, more = "") =>
  `/api/trpc/change.follow?input=${encodeURIComponent(JSON.stringify({ workspaceId }))}${more}`;
const arrivalUntil = (stopping: AbortSignal) => ({
  requestId: "request-1",
  clientIp: "192.0.2.1",
  stopping,
  identify: () => undefined,
});

/** Reads a stream of the direct API until it contains `end`, then disconnects. */
async function readDirectly({ path, headers = {} }: Sent, end: string): Promise<Answer> {
  const client = new AbortController();
  const header = (name: string) => ({ cookie: `at=${ada.cookies.access}`, ...headers })[name];
  const request = { method: "GET", target: path, header, body: null, signal: () => client.signal };
  const answer = await createDirectApi(world.runtime)(request, arrivalUntil(new AbortController().signal));
  if (answer === null || typeof answer.body === "string") throw new Error("This is not a stream.");
  let text = "";
  await answer.body((chunk) => {
    text += Buffer.from(chunk).toString();
    if (text.includes(end)) client.abort();
    return undefined;
  });
  return { status: answer.status, headers: answer.headers, text };
}

/** The same through tRPC's own adapter. */
async function readThroughTrpc({ path, headers = {} }: Sent, end: string): Promise<Answer> {
  const client = new AbortController();
  const init = { headers: { cookie: `at=${ada.cookies.access}`, ...headers }, signal: client.signal };
  const request = new Request(`http://localhost${path}`, init);
  const response = await createApi(world.runtime)(request, arrivalUntil(new AbortController().signal));
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes(end)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
  }
  // The rest of the last event.
  for (let line = 0; line < 3 && !text.endsWith("\n\n\n"); line += 1) text += (await reader.read()).value ?? "";
  await reader.cancel();
  const { connection: _, ...others } = Object.fromEntries(response.headers);
  return { status: response.status, headers: others, text };
}

const isRateHeader = (name: string) => name.startsWith("ratelimit");
const withoutRates = ({ headers, ...answer }: Answer) => ({
  ...answer,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !isRateHeader(name))),
});

test.each<[string, Sent, string]>([
  ["a stream from now on", { path: "now" }, "id: 4"],
  ["a stream after an id in a header", { path: "now", headers: { "last-event-id": "3" } }, "id: 4"],
  ["a stream after an id in the query", { path: "query" }, "id: 4"],
  ["an id that can't be followed", { path: "now", headers: { "last-event-id": "x" } }, "serialized-error"],
  ["a workspace that can't be followed", { path: "other" }, "serialized-error"],
  ["a caller who is not signed in", { path: "now", headers: { cookie: "" } }, "serialized-error"],
])("sends the same bytes as tRPC: %s", async (_name, sent, end) => {
  const { workspaceId, inboxId } = ada;
  const { changeSeq } = await world.runtime.db.workspaceCounter.findUniqueOrThrow({ where: { workspaceId } });
  if (changeSeq < 4n) await writeLines(world, { actorId: ada.id, workspaceId }, [changeDraft(inboxId)]);
  const other = await world.person("Other");
  const paths: Record<string, string> = {
    now: follow(workspaceId),
    query: follow(workspaceId, "&lastEventId=3"),
    other: follow(other.workspaceId),
  };
  const request = { ...sent, path: paths[sent.path]! };
  const [direct, throughTrpc] = [await readDirectly(request, end), await readThroughTrpc(request, end)];
  expect(direct.text).toContain(end);
  expect(withoutRates(direct)).toEqual(withoutRates(throughTrpc));
});

test("ends immediately if the client has already disconnected", async () => {
  const header = (name: string) => (name === "cookie" ? `at=${ada.cookies.access}` : undefined);
  const signal = () => AbortSignal.abort();
  const request = { method: "GET", target: follow(ada.workspaceId), header, body: null, signal };
  const answer = await createDirectApi(world.runtime)(request, arrivalUntil(new AbortController().signal));
  if (answer === null || typeof answer.body === "string") throw new Error("This is not a stream.");
  const sent: string[] = [];
  await answer.body((chunk) => void sent.push(Buffer.from(chunk).toString()));
  expect(sent).toHaveLength(1);
});

test("pings a silent client, but not one that does not read", async () => {
  const ending = new AbortController();
  const silent = async function* () {
    if (!ending.signal.aborted) await once(ending.signal, "abort");
    yield* [];
  };
  const open = (feed: AsyncIterable<unknown>, send: (text: string) => Promise<void> | undefined) =>
    createEventStream({ feed, signal: ending.signal, pingMs: 5, client: {}, describeError: () => null })((chunk) =>
      send(Buffer.from(chunk).toString()),
    );
  const [read, unread]: [string[], string[]] = [[], []];
  const streams = [
    open(silent(), (text) => void read.push(text)),
    open(silent(), (text) => {
      unread.push(text);
      return once(ending.signal, "abort").then(() => undefined);
    }),
  ];
  await expect.poll(() => read.length).toBeGreaterThan(3);
  expect(read[1]).toBe("event: ping\ndata: \n\n\n");
  expect(unread).toHaveLength(1);
  ending.abort();
  await Promise.all(streams);
});
