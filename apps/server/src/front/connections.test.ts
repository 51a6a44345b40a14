import { connect, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { startFront, type FrontWorld } from "../testing/front-world.ts";

let world: FrontWorld;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await world.front.drain();
});

/** Opens a connection from a loopback address. */
async function open(localAddress = "127.0.0.1"): Promise<Socket> {
  const socket = connect({ port: world.port, host: "127.0.0.1", localAddress });
  socket.on("error", () => undefined);
  sockets.push(socket);
  await new Promise<void>((resolve) => socket.once("connect", resolve));
  return socket;
}

async function openMany(count: number, localAddress?: string): Promise<Socket[]> {
  const opened: Socket[] = [];
  for (let index = 0; index < count; index += 1) opened.push(await open(localAddress));
  return opened;
}

const ask = (socket: Socket, path = "/healthz") => socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);

function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once("data", (chunk) => resolve(chunk.toString()));
    socket.once("close", () => reject(new Error("The connection was closed.")));
  });
}

test("6,000 silent connections from one host don't block other hosts, and its newest ones stay open", async () => {
  // Opening this many connections can take longer than the default timeouts for silent connections.
  const patient = { headersTimeout: 120_000, requestTimeout: 120_000 };
  world = await startFront({ limits: { ...patient, maxConnections: 400, connectionsPerAddress: 40 } });
  const visitor = await open("127.0.0.2");
  const flood: Socket[] = [];
  // In batches, because the listening socket has a short backlog.
  for (let batch = 0; batch < 60; batch += 1)
    flood.push(...(await Promise.all(Array.from({ length: 100 }, () => open()))));
  await expect.poll(() => flood.filter(({ destroyed }) => !destroyed).length).toBe(40);
  const answer = answerOf(visitor);
  ask(visitor);
  expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
  const newcomer = await open("127.0.0.3");
  const another = answerOf(newcomer);
  ask(newcomer);
  expect(await another).toMatch(/^HTTP\/1\.1 200 /);
});

test("closes the longest-idle connection, and none with a request in progress", async () => {
  const releases: (() => void)[] = [];
  world = await startFront({
    limits: { maxConnections: 100, connectionsPerAddress: 3 },
    pages: (_, response) =>
      new Promise((resolve) => {
        releases.push(() => {
          response.end("a page");
          resolve();
        });
      }),
  });
  const [busy, used, silent] = (await openMany(3)) as [Socket, Socket, Socket];
  ask(busy, "/");
  await expect.poll(() => releases.length).toBe(1);
  // The `used` connection becomes idle again, but has been idle for a shorter time than the silent one.
  const first = answerOf(used);
  ask(used);
  await first;
  await open();
  await expect.poll(() => silent.destroyed).toBe(true);
  expect([busy.destroyed, used.destroyed]).toEqual([false, false]);
  const page = answerOf(busy);
  releases.shift()?.();
  expect(await page).toContain("a page");
});

test("beyond the total limit, closes the longest-idle connection from any host", async () => {
  world = await startFront({ limits: { maxConnections: 10, connectionsPerAddress: 8 } });
  const [first] = await openMany(5, "127.0.0.2");
  await openMany(5, "127.0.0.3");
  const last = await open("127.0.0.4");
  await expect.poll(() => first?.destroyed).toBe(true);
  const answer = answerOf(last);
  ask(last);
  expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
});

test("does not limit connections per address behind a trusted proxy", async () => {
  world = await startFront({ limits: { connectionsPerAddress: 3 }, settings: { trustedProxies: 1 } });
  const opened = await openMany(10);
  const answer = answerOf(opened[0] as Socket);
  ask(opened[0] as Socket);
  expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(opened.filter(({ destroyed }) => destroyed)).toEqual([]);
});
