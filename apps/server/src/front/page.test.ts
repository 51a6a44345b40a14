import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import { startFront, type TestResponse, type FrontWorld } from "../testing/front-world.ts";
import { FRONT_LIMITS, type PageGate } from "./option.ts";

let world: FrontWorld;
afterEach(() => world.front.drain());

const html = { accept: "text/html,*/*;q=0.8" };

/** Creates a gate that admits every page, except for what a test overrides. */
const gate = (own: Partial<PageGate> = {}): PageGate => ({
  find: () => "page",
  count: async (_, clientIp) => ({ caller: clientIp, retryAfterSeconds: null }),
  track: (render) => render(),
  ...own,
});

/** Expects one of the front's own pages: without scripts, and with a policy that allows only its style. */
function expectOwnPage(answer: { headers: Record<string, unknown>; body: string }, title: string): void {
  expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
  expect(answer.body).toContain(`<h1>${title}</h1>`);
  expect(answer.body).not.toContain("<script");
  const policy = String(answer.headers["content-security-policy"]);
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';/);
  expect(policy).not.toContain("script-src");
}

test("shows a page that reloads itself if the database is unavailable and the page can't be counted", async () => {
  const count = () => Promise.reject(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));
  world = await startFront({ pageGate: gate({ count }) });
  const answer = await world.call({ path: "/", headers: html });
  expect(answer.status).toBe(503);
  expect(answer.headers).toMatchObject({ "retry-after": "3", refresh: "3" });
  expectOwnPage(answer, "Docket is busy or restarting");
});

describe("an unknown path", () => {
  test("shows a page in the user's language, without rendering", async () => {
    world = await startFront({ pageGate: gate({ find: () => null }) });
    const english = await world.call({ path: "/nope", headers: html });
    expect(english.status).toBe(404);
    expectOwnPage(english, "Page not found");
    const german = await world.call({
      path: "/nope",
      headers: { ...html, "accept-language": "de-AT,de;q=0.9,en;q=0.8" },
    });
    expectOwnPage(german, "Seite nicht gefunden");
    expect(german.body).toContain('<html lang="de">');
    expect(german.headers).toMatchObject({ vary: "accept-language", "cache-control": "private, no-store" });
    expect(world.seen).toEqual([]);
  });

  test("shows the page in the font of the other pages", async () => {
    const fontPath = () => "/_next/static/media/inter.woff2";
    world = await startFront({ pageGate: gate({ find: () => null }), fontPath });
    const answer = await world.call({ path: "/nope", headers: html });
    expectOwnPage(answer, "Page not found");
    const [, style = ""] = /<style>([^]*)<\/style>/.exec(answer.body) ?? [];
    expect(style).toContain('src:url("/_next/static/media/inter.woff2")');
    const digest = createHash("sha256").update(style).digest("base64");
    const policy = String(answer.headers["content-security-policy"]);
    expect(policy).toContain(`style-src 'sha256-${digest}'; font-src 'self'`);
  });

  test("returns JSON to a program", async () => {
    world = await startFront({ pageGate: gate({ find: () => null }) });
    const answer = await world.call({ path: "/nope" });
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: "not_found" } });
  });
});

describe("page limits", () => {
  test("beyond the budget, a page that reloads itself is shown without rendering", async () => {
    world = await startFront({ pageGate: gate({ count: async () => ({ caller: "a", retryAfterSeconds: 17 }) }) });
    const answer = await world.call({ path: "/w/home", headers: html });
    expect(answer).toMatchObject({ status: 429, headers: { "retry-after": "17", refresh: "17" } });
    expectOwnPage(answer, "Too many requests");
    expect(answer.body).toContain("This page tries again in 17 seconds.");
    expect(world.seen).toEqual([]);
  });

  test("a long wait is reported in Retry-After, but the page does not reload itself", async () => {
    world = await startFront({ pageGate: gate({ count: async () => ({ caller: "a", retryAfterSeconds: 3_600 }) }) });
    const { headers } = await world.call({ path: "/w/home", headers: html });
    expect(headers["retry-after"]).toBe("3600");
    expect(headers.refresh).toBeUndefined();
  });

  test("files are sent from memory with the pages' policy, and are not counted", async () => {
    const count = async () => ({ caller: "a", retryAfterSeconds: 17 });
    const file = { type: "text/javascript; charset=utf-8", body: Buffer.from("self.skipWaiting()") };
    world = await startFront({ pageGate: gate({ find: () => file, count }) });
    const sent = await world.call({ path: "/sw.js" });
    expect(sent).toMatchObject({ status: 200, body: "self.skipWaiting()", headers: { "content-type": file.type } });
    expect(sent.headers["content-security-policy"]).toContain("connect-src 'self'");
    const head = await world.call({ method: "HEAD", path: "/sw.js" });
    expect(head).toMatchObject({ status: 200, body: "", headers: { "content-length": "18" } });
    expect(world.seen).toEqual([]);
    expect((await world.call({ path: "/_next/static/a.js" })).status).toBe(200);
  });

  test("the pages of one caller are rendered one at a time, without delaying those of other callers", async () => {
    let running = 0;
    let most = 0;
    const releases: (() => void)[] = [];
    world = await startFront({
      pageGate: gate({ count: async (cookie) => ({ caller: cookie ?? "", retryAfterSeconds: null }) }),
      pages: async (_, response) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => releases.push(resolve));
        running -= 1;
        response.end("a page");
      },
    });
    const flood = Array.from({ length: 10 }, () => world.call({ path: "/", headers: { cookie: "flood" } }));
    await expect.poll(() => releases.length).toBe(1);
    const other = world.call({ path: "/", headers: { cookie: "other" } });
    await expect.poll(() => releases.length).toBe(2);
    releases.pop()?.();
    expect((await other).status).toBe(200);
    for (let ended = 0; ended < 10; ended += 1) {
      await expect.poll(() => releases.length).toBe(1);
      releases.shift()?.();
    }
    expect((await Promise.all(flood)).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(most).toBe(2);
  });

  test("returns 503 with Retry-After if too many requests are waiting", async () => {
    const releases: (() => void)[] = [];
    world = await startFront({
      limits: { pages: { ...FRONT_LIMITS.pages, queued: 1, total: 10 } },
      pageGate: gate(),
      pages: (_, response) =>
        new Promise((resolve) => {
          releases.push(() => {
            response.end("a page");
            resolve();
          });
        }),
    });
    const first = world.call({ path: "/" });
    await expect.poll(() => releases.length).toBe(1);
    const refused: TestResponse[] = [];
    const further = Array.from({ length: 3 }, async () => {
      const answer = await world.call({ path: "/", headers: html });
      if (answer.status === 503) refused.push(answer);
      return answer.status;
    });
    await expect.poll(() => refused.length).toBe(2);
    expect(refused[0]?.headers).toMatchObject({ "retry-after": "3", refresh: "3" });
    releases.shift()?.();
    await expect.poll(() => releases.length).toBe(1);
    releases.shift()?.();
    expect((await first).status).toBe(200);
    expect((await Promise.all(further)).filter((status) => status === 200)).toHaveLength(1);
  });
});

describe("a page with a refused API call", () => {
  const refusing = (code: "unavailable" | "timeout" | "not_found") =>
    gate({
      track: (render, onRefusal) => {
        onRefusal({ code, message: "Docket is busy." });
        return render();
      },
    });
  const failed = async (_: unknown, response: ServerResponse) => {
    response.statusCode = 500;
    response.setHeader("content-type", "text/html").setHeader("content-encoding", "gzip").setHeader("link", "</a>");
    response.write("<html>a failure");
    response.end(" with a stack</html>");
  };

  test.each([
    ["unavailable", 503, "Docket is busy or restarting"],
    ["timeout", 504, "This page took too long"],
  ] as const)("for %s returns %i and reloads itself", async (code, status, title) => {
    world = await startFront({ pageGate: refusing(code), pages: failed });
    const answer = await world.call({ path: "/w/home", headers: html });
    expect(answer).toMatchObject({ status, headers: { "retry-after": "3", refresh: "3", "x-frame-options": "DENY" } });
    expectOwnPage(answer, title);
    expect(answer.body).not.toContain("stack");
    expect(answer.headers["content-encoding"]).toBeUndefined();
    expect(answer.headers.link).toBeUndefined();
  });

  test("keeps the framework's response in other cases", async () => {
    world = await startFront({ pageGate: refusing("not_found"), pages: failed });
    expect(await world.call({ path: "/w/home" })).toMatchObject({
      status: 500,
      body: "<html>a failure with a stack</html>",
    });
    await world.front.drain();
    const shown = async (_: unknown, response: ServerResponse) => void response.writeHead(200).end("a page");
    world = await startFront({ pageGate: refusing("unavailable"), pages: shown });
    expect(await world.call({ path: "/w/home" })).toMatchObject({ status: 200, body: "a page" });
  });
});
