import { afterEach, expect, test } from "vitest";
import { startFront, type FrontWorld } from "../testing/front-world.ts";

let world: FrontWorld;
afterEach(() => world.front.drain());

const everywhere = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": expect.stringContaining("camera=()"),
  "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
};

test("each page has a content security policy with a unique nonce, which is also set on the request", async () => {
  world = await startFront();
  const [first, second] = [await world.call({ path: "/" }), await world.call({ path: "/" })];
  expect(first.headers).toMatchObject({ ...everywhere, "cache-control": "private, no-store" });
  const policy = first.headers["content-security-policy"] as string;
  for (const directive of [
    "default-src 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ]) {
    expect(policy.split("; ")).toContain(directive);
  }
  expect(policy).not.toContain("unsafe-eval");
  expect(policy.match(/script-src[^;]*/)?.[0]).not.toContain("unsafe-inline");
  expect(policy.match(/style-src[^;]*/)?.[0]).toBe("style-src 'self' 'unsafe-inline'");
  expect(world.seen[0]?.headers["content-security-policy"]).toBe(policy);
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  expect(world.seen[0]?.headers["x-nonce"]).toBe(nonce);
  expect(Buffer.from(nonce ?? "", "base64")).toHaveLength(16);
  expect(second.headers["content-security-policy"]).not.toBe(policy);
});

test("API responses are not cached and can't execute anything", async () => {
  world = await startFront();
  for (const path of ["/api/trpc/a.b", "/healthz", "/metrics"]) {
    expect((await world.call({ path })).headers).toMatchObject({
      ...everywhere,
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    });
  }
});

test("refusals have the security headers, too", async () => {
  world = await startFront();
  expect((await world.call({ method: "POST", path: "/api/trpc/a.b" })).headers).toMatchObject(everywhere);
  expect((await world.call({ method: "PUT", path: "/" })).headers).toMatchObject(everywhere);
});

test("hashed files keep the Cache-Control header that Next sets", async () => {
  world = await startFront({
    pages: async (_, response) => {
      response.setHeader("cache-control", "public, max-age=31536000, immutable").end();
    },
  });
  const { headers } = await world.call({ path: "/_next/static/chunks/a.js" });
  expect(headers).toMatchObject({ ...everywhere, "cache-control": "public, max-age=31536000, immutable" });
});

test("a page with a token in its URL sends no referrer", async () => {
  world = await startFront();
  for (const path of ["/setup", "/reset", "/invite", "/verify", "/confirm-email"]) {
    expect((await world.call({ path })).headers["referrer-policy"]).toBe("no-referrer");
  }
  expect((await world.call({ path: "/setup-guide" })).headers["referrer-policy"]).toBe("same-origin");
});

test("sets Strict-Transport-Security only for an https installation", async () => {
  world = await startFront();
  expect((await world.call({})).headers["strict-transport-security"]).toBeUndefined();
  await world.front.drain();
  world = await startFront({ settings: { isHttps: true } });
  expect((await world.call({})).headers["strict-transport-security"]).toBe("max-age=31536000");
});
