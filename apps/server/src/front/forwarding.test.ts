import { afterEach, describe, expect, test } from "vitest";
import { exchangeRaw, startFront, type FrontWorld } from "../testing/front-world.ts";

let world: FrontWorld;
afterEach(() => world.front.drain());

const forged = {
  host: "tasks.lan:3000",
  forwarded: "for=6.6.6.6;host=evil.example;proto=https",
  "x-forwarded-for": "6.6.6.6",
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "https",
  "x-forwarded-port": "443",
  "x-forwarded-prefix": "/evil",
  "x-forwarded-anything": "else",
  "x-real-ip": "6.6.6.6",
  "cf-connecting-ip": "6.6.6.6",
  "x-original-url": "/admin",
  "x-rewrite-url": "/admin",
  "x-middleware-subrequest": "proxy:proxy",
  "x-middleware-rewrite": "http://evil.example",
  "x-matched-path": "/admin",
  "x-invoke-path": "/admin",
  "x-now-route-matches": "1=admin",
  "x-nonce": "bm9uY2U=",
  "content-security-policy": "script-src 'nonce-bm9uY2U='",
};

describe("without a proxy", () => {
  test("rejects a request with two Host headers, because parsers disagree on which one to use", async () => {
    world = await startFront();
    const answer = await exchangeRaw(world.port, (send) =>
      send("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(world.seen).toEqual([]);
  });

  test("removes the client's forwarding headers before they reach the API", async () => {
    world = await startFront();
    await world.call({ path: "/api/trpc/a.b", headers: { ...forged, "x-kept": "1" } });
    const { headers, info } = world.seen[0]!;
    expect(Object.keys(headers).toSorted()).toEqual(["connection", "host", "x-kept"]);
    expect(info).toMatchObject({ clientIp: "127.0.0.1", scheme: "http", host: "tasks.lan:3000" });
  });

  test("passes forwarding headers with the actual peer to pages", async () => {
    world = await startFront();
    await world.call({ path: "/w/home", headers: forged });
    const { headers } = world.seen[0]!;
    expect(headers).toMatchObject({
      host: "tasks.lan:3000",
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": "tasks.lan:3000",
      "x-forwarded-proto": "http",
    });
    expect(JSON.stringify(headers)).not.toMatch(/evil|6\.6\.6\.6|admin|bm9uY2U|subrequest/);
  });
});

describe("behind proxies", () => {
  test.each<[string, number, Record<string, string>, object]>([
    ["one appends", 1, { "x-forwarded-for": "6.6.6.6, 203.0.113.9" }, { clientIp: "203.0.113.9" }],
    ["two append", 2, { "x-forwarded-for": "6.6.6.6, 203.0.113.9, 10.0.0.2" }, { clientIp: "203.0.113.9" }],
    ["the outer one overwrites", 2, { "x-forwarded-for": "203.0.113.9" }, { clientIp: "203.0.113.9" }],
    ["with a port", 1, { "x-forwarded-for": "203.0.113.9:4711" }, { clientIp: "203.0.113.9" }],
    ["IPv6 with a port", 1, { "x-forwarded-for": "[2001:db8::1]:4711" }, { clientIp: "2001:db8::1" }],
    ["an entry that is no address", 1, { "x-forwarded-for": "203.0.113.9, unknown" }, { clientIp: "127.0.0.1" }],
    ["none at all", 1, {}, { clientIp: "127.0.0.1", scheme: "http", host: "inner:3000" }],
    [
      "scheme and host",
      1,
      { "x-forwarded-proto": "https", "x-forwarded-host": "tasks.example.org" },
      { scheme: "https", host: "tasks.example.org" },
    ],
    ["a scheme put in front", 1, { "x-forwarded-proto": "https, http" }, { scheme: "http" }],
  ])("%s", async (_, trustedProxies, headers, expected) => {
    world = await startFront({ settings: { trustedProxies } });
    await world.call({ path: "/api/trpc/a.b", headers: { host: "inner:3000", ...headers } });
    expect(world.seen[0]?.info).toMatchObject(expected);
  });

  test("rejects an invalid forwarded host", async () => {
    world = await startFront({ settings: { trustedProxies: 1 } });
    const answer = await world.call({ path: "/", headers: { "x-forwarded-host": "a/b" } });
    expect(answer.status).toBe(400);
  });
});

test.each([
  ["/w/home/today", "/w/home/today"],
  ["/w/home/p/1?view=board&task=2", "/w/home/p/1?view=board&task=2"],
  ["/w/home/p/1?view=board&_rsc=1abc&task=2", "/w/home/p/1?view=board&task=2"],
  ["/w/home/today?_rsc=1abc", "/w/home/today"],
  ["/w/home/search?q=what%3F&q2=a?b", "/w/home/search?q=what%3F&q2=a?b"],
])("passes the requested path to pages: %s", async (url, path) => {
  world = await startFront();
  await world.call({ path: url, headers: { "x-requested-path": "/forged" } });
  expect(world.seen[0]?.headers["x-requested-path"]).toBe(path);
});
