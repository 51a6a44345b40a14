import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { exchangeRaw, startFront, type FrontWorld } from "../testing/front-world.ts";

let world: FrontWorld;
afterEach(() => world.front.drain());

const quick = { headersTimeout: 150, requestTimeout: 300, connectionsCheckingInterval: 50 };

describe("slow clients", () => {
  test("receive 408 for headers that do not end", async () => {
    world = await startFront({ limits: quick });
    let drip: NodeJS.Timeout | undefined;
    const answer = await exchangeRaw(world.port, (send) => {
      send("GET / HTTP/1.1\r\nHost: localhost\r\n");
      drip = setInterval(() => send("X-A: 1\r\n"), 20);
    });
    clearInterval(drip);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(world.seen).toEqual([]);
  });

  test("receive 408 for a body that arrives too slowly", async () => {
    world = await startFront({ limits: quick });
    let drip: NodeJS.Timeout | undefined;
    const answer = await exchangeRaw(world.port, (send) => {
      send(
        "POST /api/trpc/a.b HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer x\r\nContent-Length: 1000\r\n\r\n",
      );
      drip = setInterval(() => send("x"), 20);
    });
    clearInterval(drip);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(world.seen).toEqual([]);
  });

  test("are disconnected if they send nothing", async () => {
    world = await startFront({ limits: quick });
    expect(await exchangeRaw(world.port, () => undefined)).toMatch(/^(HTTP\/1\.1 408 |$)/);
  });

  test("are cut off if they do not read the response, whose source is then aborted", async () => {
    let isOver = false;
    world = await startFront({
      limits: { stalledReaderTimeout: 200 },
      api: async (request) => {
        request.signal.addEventListener("abort", () => (isOver = true));
        const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)) });
        return new Response(endless, { headers: { "content-type": "text/event-stream" } });
      },
    });
    const socket = connect(world.port, "127.0.0.1");
    socket.pause();
    socket.on("error", () => undefined);
    socket.write("GET /api/trpc/change.stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await expect.poll(() => isOver).toBe(true);
    socket.destroy();
  });
});

describe("excessive requests", () => {
  test.each([
    ["a header", `GET / HTTP/1.1\r\nHost: a\r\nX-Long: ${"x".repeat(17_000)}\r\n\r\n`],
    ["an address", `GET /${"x".repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`],
    ["a token", `GET /api/trpc/a HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${"x".repeat(1_000_000)}\r\n\r\n`],
  ])("receive 431 for %s that is too long", async (_, text) => {
    world = await startFront();
    expect(await exchangeRaw(world.port, (send) => send(text))).toMatch(/^HTTP\/1\.1 431 /);
    expect(world.seen).toEqual([]);
  });

  test("beyond the connection limit are dropped; those within it are served", async () => {
    world = await startFront({ limits: { maxConnections: 60 } });
    const sockets: Socket[] = [];
    let dropped = 0;
    for (let i = 0; i < 450; i++) {
      const socket = connect(world.port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.on("close", () => dropped++);
      sockets.push(socket);
    }
    await expect.poll(() => dropped).toBe(390);
    const held = sockets.find((socket) => !socket.destroyed)!;
    const answer = new Promise<string>((resolve) => held.once("data", (chunk) => resolve(chunk.toString())));
    held.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
    for (const socket of sockets) socket.destroy();
  });
});

describe("invalid HTTP", () => {
  test.each([
    ["two lengths", "POST /api/trpc/a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx"],
    [
      "a length and chunks",
      "POST /api/trpc/a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["no host", "GET / HTTP/1.1\r\n\r\n"],
    ["a host that cannot be one", "GET / HTTP/1.1\r\nHost: a/b<c>\r\nConnection: close\r\n\r\n"],
    ["nonsense", "\x16\x03\x01 hello\r\n\r\n"],
  ])("returns 400 for %s", async (_, text) => {
    world = await startFront();
    expect(await exchangeRaw(world.port, (send) => send(text))).toMatch(/^HTTP\/1\.1 400 /);
    expect(world.seen).toEqual([]);
  });
});

describe("upgrades", () => {
  const upgrade = (path: string) => (send: (text: string) => void) =>
    send(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);

  test.each(["/", "/api/trpc/change.stream", "/_next/hmr"])("to %s are closed", async (path) => {
    world = await startFront();
    expect(await exchangeRaw(world.port, upgrade(path))).toBe("");
  });

  test("are passed to Next in development, but only below /_next", async () => {
    const paths: unknown[] = [];
    world = await startFront({
      upgrade: (request, socket) => {
        paths.push(request.url);
        socket.end("HTTP/1.1 101 Switching Protocols\r\n\r\n");
      },
    });
    expect(await exchangeRaw(world.port, upgrade("/_next/hmr?id=1"))).toMatch(/ 101 /);
    expect(await exchangeRaw(world.port, upgrade("/"))).toBe("");
    expect(paths).toEqual(["/_next/hmr?id=1"]);
  });

  test("do not delay a drain while they are open", async () => {
    let isOpen = false;
    world = await startFront({
      upgrade: (_, socket) => {
        socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n");
        isOpen = true;
      },
    });
    const answer = exchangeRaw(world.port, upgrade("/_next/hmr"));
    await expect.poll(() => isOpen).toBe(true);
    await world.front.drain();
    expect(await answer).toMatch(/ 101 /);
  });
});

describe("internal errors", () => {
  test("do not reveal their cause, which is logged with the request ID of the response", async () => {
    const fail = () => Promise.reject(new Error("select * from users where secret=42"));
    world = await startFront({ api: fail, pages: fail });
    for (const path of ["/api/trpc/a.b", "/w/home"]) {
      const answer = await world.call({ path, headers: { accept: "text/html" } });
      expect(answer.status).toBe(500);
      expect(answer.body).not.toContain("secret");
      const id = answer.headers["x-request-id"] as string;
      expect(answer.body).toContain(id);
      expect(world.logLines().find((line) => line.id === id && line.err !== undefined)).toBeDefined();
    }
  });

  test("are HTML for a page and JSON for the API", async () => {
    world = await startFront();
    const page = await world.call({ method: "POST", path: "/", headers: { accept: "text/html,*/*" } });
    expect(page.headers["content-type"]).toContain("text/html");
    const program = await world.call({ method: "PUT", path: "/api/trpc/a", headers: { accept: "text/html" } });
    expect(JSON.parse(program.body)).toMatchObject({ error: { code: "method_not_allowed" } });
  });
});

describe("health", () => {
  test("is ok but not ready while the database is unavailable", async () => {
    let isReady = true;
    world = await startFront({ ready: async () => isReady });
    expect(await world.call({ path: "/readyz" })).toMatchObject({ status: 200, body: "ok\n" });
    isReady = false;
    expect(await world.call({ path: "/readyz" })).toMatchObject({ status: 503, body: "unavailable\n" });
    expect(await world.call({ path: "/healthz" })).toMatchObject({ status: 200, body: "ok\n" });
  });

  test("is ok while the process is starting; other requests receive 503, and pages reload themselves", async () => {
    let isStarted = false;
    world = await startFront({ isStarted: () => isStarted });
    expect((await world.call({ path: "/healthz" })).status).toBe(200);
    const answer = await world.call({ path: "/", headers: { accept: "text/html" } });
    expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "2", refresh: "2" } });
    expect((await world.call({ path: "/api/trpc/a.b" })).status).toBe(503);
    isStarted = true;
    expect((await world.call({ path: "/" })).status).toBe(200);
  });

  test("is not ready if the check fails", async () => {
    world = await startFront({ ready: () => Promise.reject(new Error("no")) });
    expect((await world.call({ path: "/readyz" })).status).toBe(503);
  });
});
