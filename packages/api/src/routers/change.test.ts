import type { Ctx } from "@docket/core/runtime/ctx";
import { changeDraft, writeLines } from "@docket/core/testing/feed";
import type { Person, World } from "@docket/core/testing/world";
import { createWorld } from "@docket/core/testing/world";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ApiContext } from "../context.ts";
import { appRouter, createCaller } from "../root.ts";
import { STREAM_CAPS } from "../stream-slots.ts";
import { createTestContext } from "../testing/context.ts";

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());

function contextOf(ctx: Ctx, signal: AbortSignal): ApiContext {
  const { runtime, request, actor } = ctx;
  return createTestContext({
    runtime,
    request,
    identity: { kind: "actor", actor, locale: "en" },
    signal: () => signal,
  });
}

/** Opens a stream as a browser would. */
async function open(person: Person, input: object, headers: Record<string, string> = {}) {
  const connection = new AbortController();
  const url = `http://localhost/api/trpc/change.follow?input=${encodeURIComponent(JSON.stringify(input))}`;
  const req = new Request(url, { headers: { accept: "text/event-stream", ...headers }, signal: connection.signal });
  const response = await fetchRequestHandler({
    endpoint: "/api/trpc",
    req,
    router: appRouter,
    createContext: () => contextOf(world.ctxOf(person), connection.signal),
  });
  return { response, connection };
}

/** Reads the stream until it contains `text`. */
async function readUntil(response: Response, text: string): Promise<string> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let read = "";
  while (!read.includes(text)) {
    const { value, done } = await reader.read();
    if (done) break;
    read += value;
  }
  await reader.cancel();
  return read;
}

/**
 * Returns the status of an error. tRPC sends it in the stream's only event, because an EventSource does not expose
 * response statuses.
 */
async function statusOf({ response }: { response: Response }): Promise<number> {
  const text = await readUntil(response, `"httpStatus"`);
  return Number(/"httpStatus":(\d+)/.exec(text)?.[1]);
}

test("every event has an ID from which the stream can be resumed", async () => {
  const mira = await world.person("Mira");
  const { workspaceId, inboxId } = mira;
  const first = await open(mira, { workspaceId });
  expect(first.response.status).toBe(200);
  expect(first.response.headers.get("content-type")).toBe("text/event-stream");
  const greeting = await readUntil(first.response, "id: 3");
  const [position = "", epoch = ""] = /^id: 3@(\S+)$/m.exec(greeting) ?? [];
  expect(greeting).toContain(`data: {"kind":"open","seq":"3","epoch":"${epoch}"}`);

  await writeLines(world, { actorId: mira.id, workspaceId }, [changeDraft(inboxId), changeDraft(inboxId)]);
  const second = await open(mira, { workspaceId }, { "last-event-id": "3" });
  const text = await readUntil(second.response, "id: 5");
  expect(text).toContain(`"kind":"changes","from":"3","seq":"5"`);
  expect(text).not.toContain(`"kind":"open"`);

  const third = await open(mira, { workspaceId }, { "last-event-id": position.slice("id: ".length) });
  expect(await readUntil(third.response, `id: 5@${epoch}`)).toContain(`"kind":"changes","from":"3","seq":"5"`);
  const restored = await open(mira, { workspaceId }, { "last-event-id": `3@${workspaceId}` });
  expect(await readUntil(restored.response, `id: 5@${epoch}`)).toContain(`"kind":"resync","seq":"5"`);
});

test("rejects a workspace or position that can't be followed, with the status in the event", async () => {
  const [mira, stranger] = [await world.person("Ada"), await world.person("Stranger")];
  const { workspaceId } = mira;
  expect(await statusOf(await open(stranger, { workspaceId }))).toBe(404);
  for (const lastEventId of ["-1", "1e3", "x", "99999999999999999999", "1@x", "1; DROP TABLE change"]) {
    expect(await statusOf(await open(mira, { workspaceId }, { "last-event-id": lastEventId }))).toBe(422);
  }
});

test("a client that disconnects before its stream starts causes no internal error", async () => {
  const mira = await world.person("Mira");
  const caller = createCaller(contextOf(world.ctxOf(mira), AbortSignal.abort("Error: aborted")));
  await expect(caller.change.follow({ workspaceId: mira.workspaceId })).rejects.toMatchObject({
    code: "SERVICE_UNAVAILABLE",
  });
});

test("rejects the sixth stream of a session until another one is closed", async () => {
  const mira = await world.person("Tabs");
  const { workspaceId } = mira;
  const streams = await Promise.all(Array.from({ length: STREAM_CAPS.session }, () => open(mira, { workspaceId })));
  expect(await statusOf(await open(mira, { workspaceId }))).toBe(429);
  streams[0]?.connection.abort();
  const again = await open(mira, { workspaceId });
  expect(await readUntil(again.response, "id: 3")).toContain(`"kind":"open"`);
  for (const { connection } of streams) connection.abort();
});

test("isn't opened for another user than the client expects", async () => {
  const mira = await world.person("Expected");
  const { workspaceId } = mira;
  const other = await world.person("Signed in meanwhile");
  expect(await statusOf(await open(mira, { workspaceId, expectedUserId: other.id }))).toBe(401);
  const { response, connection } = await open(mira, { workspaceId, expectedUserId: mira.id });
  expect(await readUntil(response, '"kind":"open"')).toContain('"kind":"open"');
  connection.abort();
});
