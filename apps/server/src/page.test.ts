import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setOutage } from "./testing/outage.ts";
import { cookieOf, serveWorld } from "./testing/served-world.ts";
import type { ServedWorld } from "./testing/served-world.ts";

const html = { accept: "text/html" };

/** Renders a page as the web app would: calls the API, and returns 500 if that fails. */
async function drawPage({ headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  const info = {
    id: String(headers["x-request-id"]),
    ip: String(headers["x-forwarded-for"]),
    userAgent: "",
    locale: "en" as const,
  };
  try {
    const api = await globalThis.docketCallForPage?.(headers.cookie ?? null, info);
    await api?.setup.status();
    response.end("a page");
  } catch {
    response.writeHead(500).end("a failed page");
  }
}

describe("pages while the database is unavailable", () => {
  let served: ServedWorld;
  beforeAll(async () => {
    served = await serveWorld({ pages: drawPage });
  });
  afterAll(() => served.close());

  test("return 503 and reload themselves, whether signed in or not, and are rendered again afterwards", async () => {
    const mira = await served.world.person("Mira");
    const callers = [html, { ...html, cookie: cookieOf(mira) }, { ...html, cookie: cookieOf(mira, ["refresh"]) }];
    await setOutage(served.world, true);
    for (const headers of callers) {
      const answer = await served.call({ path: "/w/home", headers });
      expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "3", refresh: "3" } });
      expect(answer.body).toContain("Docket is busy or restarting");
    }
    await setOutage(served.world, false);
    for (const headers of callers) {
      await expect.poll(async () => (await served.call({ path: "/w/home", headers })).status).toBe(200);
    }
  });
});

describe("a flood of page requests", () => {
  let served: ServedWorld;
  beforeAll(async () => {
    served = await serveWorld({ isLimited: true, pages: drawPage });
  });
  afterAll(() => served.close());

  test("exhausts the budget of its IP address, but not that of users who are signed in there", async () => {
    const mira = await served.world.person("Mira");
    const answers = [];
    for (let page = 0; page < 130; page += 1) answers.push(await served.call({ path: "/login", headers: html }));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(120);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(refused[0]?.body).toContain("Too many requests");
    expect(Number(refused[0]?.headers["retry-after"])).toBeGreaterThan(0);
    expect((await served.call({ path: "/w/home", headers: { ...html, cookie: cookieOf(mira) } })).status).toBe(200);
    // The browser deletes the access token when it expires.
    const cookie = cookieOf(mira, ["refresh"]);
    expect((await served.call({ path: "/w/home", headers: { ...html, cookie } })).status).toBe(200);
    const madeUp = `rt=${"A".repeat(String(mira.cookies.refresh).length)}`;
    expect((await served.call({ path: "/w/home", headers: { ...html, cookie: madeUp } })).status).toBe(429);
    const forged = { ...html, cookie: "at=eyJhbGciOiJIUzI1NiJ9.e30.AAAA" };
    expect((await served.call({ path: "/w/home", headers: forged })).status).toBe(429);
    expect((await served.call({ path: "/nowhere", headers: html })).status).toBe(404);
  });
});
