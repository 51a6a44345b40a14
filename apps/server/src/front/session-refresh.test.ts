import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startFront, type FrontWorld } from "../testing/front-world.ts";
import type { Renewal } from "./session-refresh.ts";

let world: FrontWorld;
let refreshed: string[];
let outcome: Renewal;

beforeEach(async () => {
  refreshed = [];
  outcome = {
    kind: "renewed",
    accessToken: "new",
    setCookies: ["at=new; HttpOnly; Path=/", "rt=next; HttpOnly; Path=/"],
  };
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

const document = { "sec-fetch-dest": "document", "sec-fetch-mode": "navigate", "sec-fetch-site": "none" };
const byServiceWorker = { ...document, "sec-fetch-dest": "empty", "sec-fetch-site": "same-origin" };
const softNavigation = { rsc: "1", accept: "*/*", "sec-fetch-dest": "empty", "sec-fetch-mode": "cors" };

describe("a page", () => {
  test.each<[string, string, Record<string, string>]>([
    ["without an access cookie", "/", { ...document, cookie: "theme=dark; rt=r1" }],
    ["with an expired access cookie", "/", { ...document, cookie: "at=old; theme=dark; rt=r1" }],
    ["opened from another site", "/", { ...document, "sec-fetch-site": "cross-site", cookie: "theme=dark; rt=r1" }],
    ["fetched by the service worker", "/", { ...byServiceWorker, cookie: "theme=dark; rt=r1" }],
    [
      "over plain HTTP, where browsers send no Sec-Fetch headers",
      "/",
      { accept: "text/html,*/*", cookie: "theme=dark; rt=r1" },
    ],
    [
      "reached by a soft navigation",
      "/?_rsc=abc",
      { ...softNavigation, "sec-fetch-site": "same-origin", cookie: "theme=dark; rt=r1" },
    ],
    [
      "reached by a soft navigation over plain HTTP",
      "/?_rsc=abc",
      { rsc: "1", accept: "*/*", cookie: "theme=dark; rt=r1" },
    ],
    ["with a router's parameter in its typed address", "/?_rsc=abc", { ...document, cookie: "theme=dark; rt=r1" }],
  ])("%s is rendered with the renewed session", async (_, path, headers) => {
    const answer = await world.call({ path, headers });
    expect(refreshed).toEqual(["r1"]);
    expect(world.seen[0]?.headers.cookie).toBe("theme=dark; at=new");
    expect(answer.headers["set-cookie"]).toEqual(["at=new; HttpOnly; Path=/", "rt=next; HttpOnly; Path=/"]);
  });

  test("with an invalid refresh token is rendered signed out, and the cookies are deleted", async () => {
    outcome = { kind: "over", setCookies: ["at=; Max-Age=0", "rt=; Max-Age=0"] };
    const answer = await world.call({ headers: { ...document, cookie: "at=old; rt=r1" } });
    expect(world.seen[0]?.headers.cookie).toBeUndefined();
    expect(answer.headers["set-cookie"]).toEqual(["at=; Max-Age=0", "rt=; Max-Age=0"]);
  });

  test("returns 429 and reloads itself if the session was renewed too often", async () => {
    outcome = { kind: "limited", retryAfterSeconds: 7 };
    const answer = await world.call({ headers: { ...document, accept: "text/html", cookie: "at=old; rt=r1" } });
    expect(answer.status).toBe(429);
    expect(answer.headers).toMatchObject({ "retry-after": "7", refresh: "7" });
    expect(answer.headers["content-type"]).toContain("text/html");
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(world.seen).toEqual([]);
  });

  test("returns 503 and reloads itself if the session can't be renewed", async () => {
    await world.front.drain();
    const refresh = () => Promise.reject(new Error("no database"));
    world = await startFront({ session: { accessName: "at", refreshName: "rt", isStale: async () => true, refresh } });
    const answer = await world.call({ headers: { ...document, accept: "text/html", cookie: "rt=r1" } });
    expect(answer.status).toBe(503);
    expect(answer.headers).toMatchObject({ "retry-after": "3", refresh: "3" });
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(answer.body).not.toContain("no database");
    expect(world.seen).toEqual([]);
    expect(world.logLines()).toContainEqual(expect.objectContaining({ msg: "a session could not be renewed" }));
  });
});

describe("the session is not renewed", () => {
  const both = { cookie: "at=old; rt=r1" };
  test.each<[string, string, Record<string, string>]>([
    ["while the access token is good", "/", { ...document, cookie: "at=fresh; rt=r1" }],
    ["without a refresh token", "/", { ...document, cookie: "at=old" }],
    [
      "for a soft navigation of another origin",
      "/?_rsc=abc",
      { ...both, ...softNavigation, "sec-fetch-site": "cross-site" },
    ],
    [
      "for a soft navigation of a sibling site",
      "/?_rsc=abc",
      { ...both, ...softNavigation, "sec-fetch-site": "same-site" },
    ],
    ["for a fetch that only has the router's parameter", "/?_rsc=abc", { ...both, ...softNavigation, rsc: "" }],
    ["for a prefetch by Next", "/", { ...both, rsc: "1", "next-router-prefetch": "1" }],
    ["for a segment prefetch", "/", { ...both, rsc: "1", "next-router-segment-prefetch": "/_tree" }],
    ["for a prefetch by the browser", "/", { ...both, ...document, "sec-purpose": "prefetch;prerender" }],
    ["for an older prefetch", "/", { ...both, accept: "text/html", purpose: "prefetch" }],
    ["for a frame", "/", { ...both, ...document, "sec-fetch-dest": "iframe", accept: "text/html" }],
    [
      "for a script's request",
      "/",
      { ...both, "sec-fetch-dest": "empty", "sec-fetch-mode": "cors", accept: "text/html" },
    ],
    ["for an image", "/", { ...both, "sec-fetch-dest": "image", "sec-fetch-mode": "no-cors", accept: "text/html" }],
    ["for the API", "/api/trpc/task.list", { ...both, accept: "text/html" }],
    ["for a file", "/_next/static/a.js", { ...both, accept: "text/html" }],
  ])("%s", async (_, path, headers) => {
    await world.call({ path, headers });
    expect(refreshed).toEqual([]);
    expect(world.seen[0]?.headers.cookie ?? "").not.toContain("rt=");
  });

  test("for a HEAD request", async () => {
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
  ])("is passed only to session procedures: %s: %s", async (path, expected) => {
    await world.call({ path, headers: { cookie } });
    expect(world.seen[0]?.headers.cookie).toBe(expected);
  });
});
