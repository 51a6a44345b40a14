import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exchangeRaw, startFront, type FrontWorld } from "../testing/front-world.ts";
import { BODY_LIMIT, bodyLimitOf } from "./body.ts";

let world: FrontWorld;
beforeAll(async () => {
  world = await startFront();
});
afterAll(() => world.front.drain());

const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin" };
const path = "/api/trpc/task.create";

describe("a body with Content-Length", () => {
  test("is read completely if it has exactly the maximum size", async () => {
    const body = "x".repeat(BODY_LIMIT.usual);
    expect((await world.call({ method: "POST", path, headers, body })).status).toBe(200);
    expect(world.seen.at(-1)?.body).toHaveLength(BODY_LIMIT.usual);
  });

  test("is rejected with 413 if it is one byte larger, without calling the API", async () => {
    const before = world.seen.length;
    const body = "x".repeat(BODY_LIMIT.usual + 1);
    const answer = await world.call({ method: "POST", path, headers, body });
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: "too_large" } });
    expect(world.seen).toHaveLength(before);
  });

  test("is rejected based on its Content-Length, before any of it is sent", async () => {
    const answer = await exchangeRaw(world.port, (send) =>
      send(
        `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer x\r\nContent-Length: 200000000\r\nConnection: close\r\n\r\n`,
      ),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  test("with Expect: 100-continue receives 413 instead of 100 Continue if it is too large", async () => {
    const ask = (length: number) => (send: (text: string) => void) =>
      send(
        `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer x\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n${length < 10 ? "{}" : ""}`,
      );
    expect(await exchangeRaw(world.port, ask(300_000))).toMatch(/^HTTP\/1\.1 413 /);
    expect(await exchangeRaw(world.port, ask(2))).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
  });
});

describe("a chunked body without Content-Length", () => {
  const chunked = (bytes: number) =>
    new Promise<string>((resolve) => {
      let received = "";
      const socket = connect(world.port, "127.0.0.1");
      socket.on("data", (chunk) => (received += chunk.toString()));
      socket.on("error", () => undefined);
      socket.on("close", () => resolve(received));
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`,
      );
      const chunk = Buffer.from(`4000\r\n${"x".repeat(0x4000)}\r\n`);
      for (let sent = 0; sent < bytes; sent += 0x4000) socket.write(chunk);
      socket.end("0\r\n\r\n");
    });

  test("is read up to the limit and rejected with 413 beyond it", async () => {
    expect(await chunked(BODY_LIMIT.usual)).toMatch(/^HTTP\/1\.1 200 /);
    expect(world.seen.at(-1)?.body).toHaveLength(BODY_LIMIT.usual);
    const before = world.seen.length;
    expect(await chunked(BODY_LIMIT.usual + 0x4000)).toMatch(/^HTTP\/1\.1 413 /);
    expect(world.seen).toHaveLength(before);
  });

  test("is cut off if it is far too large, without using more memory", async () => {
    const rss = process.memoryUsage().rss;
    await Promise.all(Array.from({ length: 4 }, () => chunked(32 * 1024 * 1024)));
    expect(process.memoryUsage().rss - rss).toBeLessThan(150 * 1024 * 1024);
    expect((await world.call({ path: "/healthz" })).status).toBe(200);
  });
});

test("only an unbatched call to the import procedure can contain a file", async () => {
  expect(bodyLimitOf("/api/trpc/import.preview")).toBe(BODY_LIMIT.upload);
  expect(bodyLimitOf("/api/trpc/import.preview?batch=1")).toBe(BODY_LIMIT.usual);
  expect(bodyLimitOf("/api/trpc/import.preview?connectionParams={}")).toBe(BODY_LIMIT.usual);
  expect(bodyLimitOf("/api/trpc/import.preview,task.create?batch=1")).toBe(BODY_LIMIT.usual);
  expect(bodyLimitOf("/api/trpc/import.preview/")).toBe(BODY_LIMIT.usual);
  const body = "x".repeat(BODY_LIMIT.usual * 8);
  expect((await world.call({ method: "POST", path: "/api/trpc/import.preview", headers, body })).status).toBe(200);
  expect((await world.call({ method: "POST", path: "/api/trpc/import.preview?batch=1", headers, body })).status).toBe(
    413,
  );
});

test("returns 400 for a body that is not valid UTF-8, because decoding it would alter the text", async () => {
  const before = world.seen.length;
  for (const bytes of [[0xe9], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xff, 0xfe]]) {
    const body = Buffer.concat([Buffer.from('{"title":"caf'), Buffer.from(bytes), Buffer.from('"}')]);
    const answer = await world.call({ method: "POST", path, headers, body });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: "malformed" } });
  }
  expect(world.seen).toHaveLength(before);
  expect((await world.call({ method: "POST", path, headers, body: '{"title":"café 日本 🎉"}' })).status).toBe(200);
});

test("a request whose client disconnects while sending does not reach the API", async () => {
  const before = world.seen.length;
  await new Promise<void>((resolve) => {
    const socket = connect(world.port, "127.0.0.1");
    socket.on("close", () => resolve());
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer x\r\nContent-Length: 100\r\n\r\n{"half"`,
    );
    setTimeout(() => socket.destroy(), 30);
  });
  await expect.poll(() => world.logLines().at(-1)).toMatchObject({ path, isAborted: true });
  expect(world.seen).toHaveLength(before);
});

describe("the memory for bodies", () => {
  test("is limited in total and per caller, and is released when a client disconnects", async () => {
    const held = 64 * 1024;
    const heldBodies = { all: 3 * held, one: 2 * held };
    const small = await startFront({ limits: { bodyMemory: heldBodies }, settings: { trustedProxies: 1 } });
    const openBody = (ip: string) =>
      new Promise<{ end: () => void }>((resolve) => {
        const socket = connect(small.port, "127.0.0.1");
        socket.on("error", () => undefined);
        socket.write(
          `POST ${path} HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: ${ip}\r\nContent-Type: application/json\r\nAuthorization: Bearer x\r\nContent-Length: ${held + 1}\r\n\r\n`,
        );
        socket.write("x".repeat(held), () => setTimeout(() => resolve({ end: () => socket.destroy() }), 100));
      });
    const status = async (ip: string) =>
      (await small.call({ method: "POST", path, headers: { ...headers, "x-forwarded-for": ip }, body: "{}" })).status;
    const unfinished = [await openBody("192.0.2.1"), await openBody("192.0.2.1")];
    expect([await status("192.0.2.1"), await status("192.0.2.2")]).toEqual([503, 200]);
    unfinished.push(await openBody("192.0.2.2"));
    expect(await status("192.0.2.3")).toBe(503);
    for (const body of unfinished) body.end();
    await expect.poll(() => status("192.0.2.3")).toBe(200);
    expect(await status("192.0.2.1")).toBe(200);
    await small.front.drain();
  });
});
