import type { IncomingMessage, ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cookieOf, serveWorld } from "./testing/served-world.ts";
import type { ServedWorld } from "./testing/served-world.ts";

const html = { accept: "text/html" };

/** Draws a page as the web app does: it reads who is signed in, and answers 500 when that fails. */
async function drawPage({ headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  const info = { id: String(headers["x-request-id"]), ip: String(headers["x-forwarded-for"]), userAgent: "" };
  try {
    const api = await globalThis.docketCallForPage?.(headers.cookie ?? null, info);
    await api?.setup.status();
    response.end("a page");
  } catch {
    response.writeHead(500).end("a failed page");
  }
}

describe("pages while the database is away", () => {
  let served: ServedWorld;
  beforeAll(async () => {
    served = await serveWorld({ pages: drawPage });
  });
  afterAll(() => served.close());

  /** Refuses new connections to the database and ends those there are. */
  async function setOutage(isAway: boolean): Promise<void> {
    const { owner, app } = served.world.database;
    const { rows } = await owner.pool.query<{ name: string }>("SELECT current_database() AS name");
    await owner.pool.query(`ALTER DATABASE ${rows[0]?.name} CONNECTION LIMIT ${isAway ? 0 : -1}`);
    if (!isAway) return;
    const own = "datname = current_database() AND usename = current_user";
    // Its own connection ends with the others.
    await app.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${own}`).catch(() => undefined);
  }

  test("are 503 and come back by themselves, signed in or not, and are there again afterwards", async () => {
    const mira = await served.world.person("Mira");
    const callers = [html, { ...html, cookie: cookieOf(mira) }, { ...html, cookie: cookieOf(mira, ["refresh"]) }];
    await setOutage(true);
    for (const headers of callers) {
      const answer = await served.call({ path: "/w/home", headers });
      expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "3", refresh: "3" } });
      expect(answer.body).toContain("Docket is busy or restarting");
    }
    await setOutage(false);
    for (const headers of callers) {
      await expect.poll(async () => (await served.call({ path: "/w/home", headers })).status).toBe(200);
    }
  });
});

describe("a flood of pages", () => {
  let served: ServedWorld;
  beforeAll(async () => {
    served = await serveWorld({ isLimited: true, pages: drawPage });
  });
  afterAll(() => served.close());

  test("uses up the budget of its address, not that of people who are signed in there", async () => {
    const mira = await served.world.person("Mira");
    const answers = [];
    for (let page = 0; page < 130; page += 1) answers.push(await served.call({ path: "/login", headers: html }));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(120);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(refused[0]?.body).toContain("Too many requests");
    expect(Number(refused[0]?.headers["retry-after"])).toBeGreaterThan(0);
    expect((await served.call({ path: "/w/home", headers: { ...html, cookie: cookieOf(mira) } })).status).toBe(200);
    const forged = { ...html, cookie: "at=eyJhbGciOiJIUzI1NiJ9.e30.AAAA" };
    expect((await served.call({ path: "/w/home", headers: forged })).status).toBe(429);
    expect((await served.call({ path: "/nowhere", headers: html })).status).toBe(404);
  });
});
