import { afterEach, beforeEach, expect, test } from "vitest";
import { exchangeRaw, startFront, type FrontWorld } from "../testing/front-world.ts";
import { createMetrics } from "./metrics.ts";

let world: FrontWorld;
beforeEach(async () => {
  const metrics = createMetrics();
  metrics.addGauge({ name: "docket_db_pool_waiting", help: "Requests that wait for a connection.", read: () => 7 });
  world = await startFront({ metrics, settings: { metricsToken: "let-me-see" } });
});
afterEach(() => world.front.drain());

test("reports durations by area, event loop lag and added gauges", async () => {
  await world.call({ path: "/w/secret-project" });
  await world.call({ path: "/api/trpc/task.list" });
  const { body, headers } = await world.call({ path: "/metrics" });
  expect(headers["content-type"]).toContain("text/plain");
  expect(body).toMatch(/http_request_duration_seconds_count\{area="page",method="GET",status="200"\} 1/);
  expect(body).toMatch(/http_request_duration_seconds_count\{area="api",method="GET",status="200"\} 1/);
  expect(body).toContain("docket_db_pool_waiting 7");
  expect(body).toContain("nodejs_eventloop_lag_seconds");
  expect(body).not.toContain("secret-project");
});

test.each<[string, number, Record<string, string>]>([
  ["from this machine", 200, {}],
  ["through a proxy on this machine", 404, { "x-forwarded-for": "203.0.113.9" }],
  ["through a proxy that only says Via", 404, { via: "1.1 proxy" }],
  ["by a name that was made to point here", 404, { host: "evil.example" }],
  ["with the token", 200, { host: "tasks.example.org", authorization: "Bearer let-me-see" }],
  ["with another token", 404, { host: "tasks.example.org", authorization: "Bearer let-me-se" }],
])("%s: %i", async (_, status, headers) => {
  expect((await world.call({ path: "/metrics", headers })).status).toBe(status);
});

test.each([
  ["an address that others open", { origins: ["https://tasks.example.org"] }, 404],
  ["one of several that others open", { origins: ["http://localhost:3000", "http://tasks.lan"] }, 404],
  ["a proxy in front", { trustedProxies: 1 }, 404],
  ["addresses of this machine alone", { origins: ["http://127.0.0.1:3000", "http://[::1]:3000"] }, 200],
])("from this machine, with %s", async (_, settings, status) => {
  await world.front.drain();
  world = await startFront({ settings });
  // The headers that nginx sends if only `proxy_pass` is configured.
  expect((await world.call({ path: "/metrics", headers: { host: "127.0.0.1:3000" } })).status).toBe(status);
});

test("treats an HTTP/1.0 request as coming from a proxy", async () => {
  const answer = await exchangeRaw(world.port, (send) => send("GET /metrics HTTP/1.0\r\nHost: 127.0.0.1:3000\r\n\r\n"));
  expect(answer).toMatch(/^HTTP\/1\.1 404 /);
});
