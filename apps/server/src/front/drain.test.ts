import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { send, startFront } from "../testing/front-world.ts";
import { FRONT_LIMITS } from "./option.ts";

/** A duration longer than any test, so that limits set to it have no effect. */
const NEVER = 3_600_000;

const stream = (path: string, port: number) =>
  new Promise<{ firstBytes: string; ended: Promise<"ended" | "cut"> }>((resolve, reject) => {
    const call = request({ host: "127.0.0.1", port, path, agent: false }, (response) => {
      const ended = new Promise<"ended" | "cut">((done) => {
        response.on("end", () => done("ended"));
        response.on("error", () => done("cut"));
      });
      response.once("data", (chunk: Buffer) => resolve({ firstBytes: chunk.toString(), ended }));
    });
    call.on("error", reject);
    call.end();
  });

test("finishes running requests, ends streams, and accepts no new connections", async () => {
  let running = 0;
  const world = await startFront({
    limits: { drain: { streams: NEVER, total: NEVER } },
    api: async (incoming, info) => {
      if (incoming.url.endsWith("/slow.call")) {
        running++;
        await sleep(500);
        return Response.json({ done: true });
      }
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode("data: 1\n\n"));
          info.stopping.addEventListener("abort", () => controller.close());
        },
      });
      return new Response(body, { headers: { "content-type": "text/event-stream" } });
    },
  });
  const { port } = world;
  const open = await stream("/api/trpc/change.stream", port);
  expect(open.firstBytes).toBe("data: 1\n\n");
  const slow = Array.from({ length: 100 }, () => send({ path: "/api/trpc/slow.call", port }));
  await expect.poll(() => running, { interval: 5 }).toBe(100);

  await Promise.all([world.front.drain(), world.front.drain()]);
  expect(await open.ended).toBe("ended");
  for (const answer of await Promise.all(slow)) {
    expect(answer).toMatchObject({ status: 200, headers: { connection: "close" }, body: '{"done":true}' });
  }
  await expect(send({ path: "/", port })).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("closes a keep-alive connection after its running request", async () => {
  let isRunning = false;
  const world = await startFront({
    limits: { drain: { streams: NEVER, total: NEVER } },
    api: async () => {
      isRunning = true;
      await sleep(200);
      return Response.json({});
    },
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const call = (path: string) =>
    new Promise<number>((resolve, reject) => {
      const outgoing = request({ host: "127.0.0.1", port: world.port, path, agent }, (response) => {
        response.resume();
        response.on("end", () => resolve(response.statusCode ?? 0));
      });
      outgoing.on("error", reject).end();
    });
  expect(await call("/readyz")).toBe(200);
  const running = call("/api/trpc/a.b");
  await expect.poll(() => isRunning, { interval: 5 }).toBe(true);
  const drained = world.front.drain();
  expect(await running).toBe(200);
  await drained;
  await expect(call("/readyz")).rejects.toThrow();
});

test("cuts off a stream that ignores the stop signal after `drain.streams` milliseconds", async () => {
  expect(FRONT_LIMITS.drain).toEqual({ streams: 2_000, total: 10_000 });
  let isOver = false;
  const world = await startFront({
    limits: { drain: { streams: 200, total: NEVER } },
    api: async (incoming) => {
      incoming.signal.addEventListener("abort", () => (isOver = true));
      const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode(":\n\n")) });
      return new Response(body, { headers: { "content-type": "text/event-stream" } });
    },
  });
  const deaf = await stream("/api/trpc/change.stream", world.port);
  await world.front.drain();
  expect(await deaf.ended).toBe("cut");
  await expect.poll(() => isOver).toBe(true);
});

test("aborts the request's signal when its client disconnects", async () => {
  let isOver = false;
  const world = await startFront({
    api: async (incoming) => {
      incoming.signal.addEventListener("abort", () => (isOver = true));
      const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode(":\n\n")) });
      return new Response(body, { headers: { "content-type": "text/event-stream" } });
    },
  });
  await new Promise<void>((resolve) => {
    const call = request({ host: "127.0.0.1", port: world.port, path: "/api/trpc/change.stream" }, (response) => {
      response.once("data", () => {
        call.destroy();
        resolve();
      });
      response.on("error", () => undefined);
    });
    call.on("error", () => undefined).end();
  });
  await expect.poll(() => isOver).toBe(true);
  await world.front.drain();
});
