import type { IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exchangeRaw, startFront, type FrontWorld } from "../testing/front-world.ts";
import { guardWrite } from "./guard.ts";

let world: FrontWorld;
beforeAll(async () => {
  world = await startFront({ settings: { origins: ["https://tasks.example.org", "http://tasks.lan:3000"] } });
});
afterAll(() => world.front.drain());

const json = { "content-type": "application/json" };
const mutation = "/api/trpc/task.create";

describe("a write from Docket's own page or a program", () => {
  test.each<[string, Record<string, string>]>([
    ["same-origin by Fetch Metadata", { ...json, "sec-fetch-site": "same-origin" }],
    ["a configured origin", { ...json, origin: "https://tasks.example.org" }],
    ["another configured origin", { ...json, origin: "http://tasks.lan:3000" }],
    ["localhost, as the request's own host", { ...json, host: "localhost:3000", origin: "http://localhost:3000" }],
    [
      "an address, as the request's own host",
      { ...json, host: "192.168.1.10:3000", origin: "http://192.168.1.10:3000" },
    ],
    ["an IPv6 address, likewise", { ...json, host: "[fd00::7]:3000", origin: "http://[fd00::7]:3000" }],
    ["a program with a token", { ...json, authorization: "Bearer dkt_pat_x" }],
    ["a token, from anywhere", { ...json, authorization: "bearer dkt_pat_x", "sec-fetch-site": "cross-site" }],
    ["JSON with a charset", { "content-type": "application/json; charset=utf-8", "sec-fetch-site": "same-origin" }],
  ])("is accepted: %s", async (_, headers) => {
    const before = world.seen.length;
    const answer = await world.call({ method: "POST", path: mutation, headers, body: '{"a":1}' });
    expect(answer.status).toBe(200);
    expect(world.seen.slice(before).map(({ body }) => body)).toEqual(['{"a":1}']);
  });
});

describe("a write from elsewhere", () => {
  test.each<[string, number, Record<string, string>]>([
    ["cross-site", 403, { ...json, "sec-fetch-site": "cross-site" }],
    ["a sibling subdomain", 403, { ...json, "sec-fetch-site": "same-site", origin: "https://tasks.example.org" }],
    ["an address bar", 403, { ...json, "sec-fetch-site": "none" }],
    ["a foreign origin", 403, { ...json, origin: "https://evil.example" }],
    ["a prefix of ours", 403, { ...json, origin: "https://tasks.example.org.evil.example" }],
    ["ours on another port", 403, { ...json, origin: "https://tasks.example.org:8443" }],
    ["ours without TLS", 403, { ...json, origin: "http://tasks.example.org" }],
    ["a sandboxed frame", 403, { ...json, origin: "null" }],
    ["no origin at all", 403, json],
    ["a name that was made to point here", 403, { ...json, host: "evil.example", origin: "http://evil.example" }],
    ["an address that is not this one", 403, { ...json, host: "192.168.1.10", origin: "http://192.168.1.66" }],
    ["localhost on another port", 403, { ...json, host: "localhost:3000", origin: "http://localhost:8080" }],
    ["an empty token", 403, { ...json, authorization: "Bearer " }],
    ["Basic credentials", 403, { ...json, authorization: "Basic YTpi" }],
    ["a form: text", 415, { "content-type": "text/plain", "sec-fetch-site": "same-origin" }],
    ["a form: multipart", 415, { "content-type": "multipart/form-data; boundary=x", "sec-fetch-site": "same-origin" }],
    ["a form: urlencoded", 415, { "content-type": "application/x-www-form-urlencoded" }],
    ["bytes", 415, { "content-type": "application/octet-stream", authorization: "Bearer dkt_pat_x" }],
    ["no type", 415, { "sec-fetch-site": "same-origin" }],
    ["JSON in second place", 415, { "content-type": "text/plain; application/json" }],
    ["a packed body", 415, { ...json, "content-encoding": "gzip", authorization: "Bearer dkt_pat_x" }],
    ["a body packed twice", 415, { ...json, "content-encoding": "identity, br", "sec-fetch-site": "same-origin" }],
    ["a type that begins alike", 415, { "content-type": "application/jsonp" }],
  ])("is rejected: %s: %i", async (_, status, headers) => {
    const before = world.seen.length;
    const answer = await world.call({ method: "POST", path: mutation, headers, body: "{}" });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({
      error: { code: expect.any(String), requestId: expect.any(String) },
    });
    expect(world.seen).toHaveLength(before);
  });

  test("is rejected for signing in, too", async () => {
    const headers = { ...json, "sec-fetch-site": "cross-site" };
    const answer = await world.call({ method: "POST", path: "/api/trpc/session.create", headers, body: "{}" });
    expect(answer.status).toBe(403);
  });

  test("is rejected with a message that names the setting that would allow it", async () => {
    const headers = { ...json, origin: "http://my.lan:3000" };
    const answer = await world.call({ method: "POST", path: mutation, headers, body: "{}" });
    expect(answer.body).toContain("APP_URL");
  });
});

test.each([
  "Authorization: Bearer a",
  "Origin: http://a",
  "Content-Type: application/json",
  "Sec-Fetch-Site: same-origin",
])("rejects a request that repeats %s, because parsers disagree on which one to use", async (line) => {
  const head = `POST ${mutation} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n`;
  const before = world.seen.length;
  const answer = await exchangeRaw(world.port, (send) => send(`${head}${line}\r\n${line}\r\n\r\n{}`));
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(world.seen).toHaveLength(before);
});

describe("methods", () => {
  test.each([
    ["PUT", mutation, "GET, POST"],
    ["DELETE", mutation, "GET, POST"],
    ["PATCH", "/api", "GET, POST"],
    ["OPTIONS", mutation, "GET, POST"],
    ["TRACE", mutation, "GET, POST"],
    ["PROPFIND", mutation, "GET, POST"],
    ["POST", "/", "GET, HEAD"],
    ["POST", "/w/home", "GET, HEAD"],
    ["TRACE", "/", "GET, HEAD"],
    ["OPTIONS", "/", "GET, HEAD"],
    ["POST", "/healthz", "GET, HEAD"],
    ["POST", "/metrics", "GET, HEAD"],
    ["POST", "/_next/static/a.js", "GET, HEAD"],
  ])("%s %s returns 405 with the allowed methods", async (method, path, allow) => {
    const before = world.seen.length;
    const headers = { origin: "https://evil.example", "next-action": "x" };
    const answer = await world.call({ method, path, headers });
    expect(answer).toMatchObject({ status: 405, headers: { allow } });
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    expect(world.seen).toHaveLength(before);
  });
});

describe("a method that the API might support one day", () => {
  const peer = { clientIp: "192.0.2.1", scheme: "https", host: "tasks.example.org", isLocal: false } as const;
  const guarded = (method: string, headers: Record<string, string>) =>
    guardWrite({ method, headers } as unknown as IncomingMessage, peer, ["https://tasks.example.org"]);

  test.each(["PUT", "PATCH", "DELETE", "QUERY"])("%s is checked like POST", (method) => {
    expect(guarded(method, { ...json, origin: "https://evil.example" })).toMatchObject({ code: "forbidden" });
    expect(guarded(method, { "sec-fetch-site": "same-origin" })).toMatchObject({ code: "unsupported_media_type" });
    expect(guarded(method, { ...json, origin: "https://tasks.example.org" })).toBeNull();
  });

  test.each(["GET", "HEAD"])("%s is a read", (method) => {
    expect(guarded(method, { origin: "https://evil.example" })).toBeNull();
  });
});

describe("request targets", () => {
  const plain = ["/api/../secret", "/api/%2e%2E/secret", "/a/./b", "/a\\b", "/..", "http://evil.example/", "*"];
  const undecodable = ["/w/%ff/today", "/w/home/p/%C3%28", "/w/%ED%A0%80", "/w/%F0%9F", "/%zz", "/api/trpc/%"];
  test.each([...plain, ...undecodable])("returns 400 for %s", async (target) => {
    const before = world.seen.length;
    const answer = await exchangeRaw(world.port, (send) =>
      send(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(world.seen).toHaveLength(before);
  });

  test("serves a percent-encoded path in any script unchanged", async () => {
    const path = "/w/%C3%BCber/p/%E6%97%A5%E6%9C%AC%20%F0%9F%8E%89";
    expect((await world.call({ path })).status).toBe(200);
    expect(world.seen.at(-1)?.part).toBe("pages");
  });

  test.each(["/%61pi/trpc/task.create", "//api/trpc", "/API/trpc", "/apis"])(
    "treats %s as a page, which accepts no writes",
    async (path) => {
      await world.call({ path });
      expect(world.seen.at(-1)?.part).toBe("pages");
      expect((await world.call({ method: "POST", path, body: "{}" })).status).toBe(405);
    },
  );
});
