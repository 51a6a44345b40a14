import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startFront, type FrontWorld } from "../testing/front-world.ts";
import type { SessionCookies } from "./session-refresh.ts";

let world: FrontWorld;
let refreshed: string[];
let outcome: Awaited<ReturnType<SessionCookies["refresh"]>>;

beforeEach(async () => {
  refreshed = [];
  outcome = { accessToken: "new", setCookies: ["at=new; HttpOnly; Path=/", "rt=next; HttpOnly; Path=/"] };
  world = await startFront({
    session: {
      accessName: "at",
      refreshName: "rt",
      isStale: async (token) => token !== "fresh",
      refresh: async (token) => {
        refreshed.push(token);
        return outcome;
      },
    },
  });
});
afterEach(() => world.front.drain());

const document = { "sec-fetch-dest": "document" };

describe("a document", () => {
  test.each<[string, Record<string, string>]>([
    ["without an access cookie", { ...document, cookie: "theme=dark; rt=r1" }],
    ["with one at its end", { ...document, cookie: "at=old; theme=dark; rt=r1" }],
    [
      "over plain HTTP, where browsers send no Sec-Fetch headers",
      { accept: "text/html,*/*", cookie: "theme=dark; rt=r1" },
    ],
  ])("%s is rendered with the renewed session", async (_, headers) => {
    const answer = await world.call({ headers });
    expect(refreshed).toEqual(["r1"]);
    expect(world.seen[0]?.headers.cookie).toBe("theme=dark; at=new");
    expect(answer.headers["set-cookie"]).toEqual(outcome.setCookies);
  });

  test("whose refresh token is worth nothing is rendered signed out, and the cookies go", async () => {
    outcome = { accessToken: null, setCookies: ["at=; Max-Age=0", "rt=; Max-Age=0"] };
    const answer = await world.call({ headers: { ...document, cookie: "at=old; rt=r1" } });
    expect(world.seen[0]?.headers.cookie).toBeUndefined();
    expect(answer.headers["set-cookie"]).toEqual(outcome.setCookies);
  });

  test("is rendered even when renewing fails", async () => {
    await world.front.drain();
    const refresh = () => Promise.reject(new Error("no database"));
    world = await startFront({ session: { accessName: "at", refreshName: "rt", isStale: async () => true, refresh } });
    expect((await world.call({ headers: { ...document, cookie: "rt=r1" } })).status).toBe(200);
    expect(world.seen[0]?.headers.cookie).toBeUndefined();
  });
});

describe("no renewal", () => {
  const both = { cookie: "at=old; rt=r1" };
  test.each<[string, string, Record<string, string>]>([
    ["while the access token is good", "/", { ...document, cookie: "at=fresh; rt=r1" }],
    ["without a refresh token", "/", { ...document, cookie: "at=old" }],
    ["for a soft navigation", "/?_rsc=abc", { ...both, accept: "*/*", rsc: "1" }],
    ["for a soft navigation, by its address", "/?_rsc=abc", { ...both, ...document }],
    ["for a prefetch by Next", "/", { ...both, accept: "text/html", "next-router-prefetch": "1" }],
    ["for a segment prefetch", "/", { ...both, accept: "text/html", "next-router-segment-prefetch": "/_tree" }],
    ["for a prefetch by the browser", "/", { ...both, ...document, "sec-purpose": "prefetch;prerender" }],
    ["for an older prefetch", "/", { ...both, accept: "text/html", purpose: "prefetch" }],
    ["for a frame", "/", { ...both, "sec-fetch-dest": "iframe", accept: "text/html" }],
    ["for a script's request", "/", { ...both, "sec-fetch-dest": "empty", accept: "text/html" }],
    ["for the API", "/api/trpc/task.list", { ...both, accept: "text/html" }],
    ["for a file", "/_next/static/a.js", { ...both, accept: "text/html" }],
  ])("%s", async (_, path, headers) => {
    await world.call({ path, headers });
    expect(refreshed).toEqual([]);
    expect(world.seen[0]?.headers.cookie ?? "").not.toContain("rt=");
  });

  test("for HEAD", async () => {
    await world.call({ method: "HEAD", headers: { ...both, ...document } });
    expect(refreshed).toEqual([]);
  });
});

describe("the refresh cookie", () => {
  const cookie = "at=fresh; rt=r1; theme=dark; rt=r2";
  test.each([
    ["/api/trpc/session.refresh", cookie],
    ["/api/trpc/session.refresh,session.list?batch=1", cookie],
    ["/api/trpc/session.refresh,task.list?batch=1", "at=fresh; theme=dark"],
    ["/api/trpc/task.list", "at=fresh; theme=dark"],
    ["/api/trpc/session%2Erefresh", "at=fresh; theme=dark"],
    ["/api/trpc/session.refresh%2Ctask.list", "at=fresh; theme=dark"],
    ["/api/trpc/session.refresh/", "at=fresh; theme=dark"],
    ["/api/trpc/task.list?x=/api/trpc/session.refresh", "at=fresh; theme=dark"],
    ["/w/home", "at=fresh; theme=dark"],
    ["/_next/static/a.js", "at=fresh; theme=dark"],
  ])("at %s: %s", async (path, expected) => {
    await world.call({ path, headers: { cookie } });
    expect(world.seen[0]?.headers.cookie).toBe(expected);
  });
});
