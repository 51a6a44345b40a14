import type { Person } from "@docket/core/testing/world";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { cookieOf, serveWorld } from "./testing/served-world.ts";
import type { ServedWorld } from "./testing/served-world.ts";

let served: ServedWorld;
let mira: Person;
beforeAll(async () => {
  served = await serveWorld({ isLimited: true });
});
afterAll(() => served.close());
beforeEach(async () => {
  served.world.setTime("2026-11-23T09:00:00.000Z");
  served.seen.length = 0;
  mira = await served.world.person("Mira");
});

const SOFT = {
  rsc: "1",
  accept: "*/*",
  "sec-fetch-dest": "empty",
  "sec-fetch-mode": "cors",
  "sec-fetch-site": "same-origin",
};

/** Opens a page through a link in the app, sending the user's cookies of the given kinds. */
const openPage = (kinds: ("access" | "refresh")[] = ["refresh"]) =>
  served.call({ path: "/w/home/today?_rsc=1abc", headers: { ...SOFT, cookie: cookieOf(mira, kinds) } });

test("eight concurrent soft navigations with one expired token create one new token", async () => {
  served.world.advanceClock({ minutes: 11 });
  const answers = await Promise.all(Array.from({ length: 8 }, () => openPage(["access", "refresh"])));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  const refreshCookies = answers.map(({ headers }) => headers["set-cookie"]?.find((text) => text.startsWith("rt=")));
  expect(new Set(refreshCookies).size).toBe(1);
  expect(refreshCookies[0]).not.toContain(String(mira.cookies.refresh));
  expect(served.seen).toHaveLength(8);
  for (const { headers } of served.seen) expect(headers.cookie).toMatch(/^at=[^;]+$/);
});

test("a session that is renewed too often receives 429 instead of ending", async () => {
  served.world.advanceClock({ minutes: 11 });
  for (let turn = 0; turn < 60; turn += 1) expect((await openPage()).status).toBe(200);
  served.seen.length = 0;
  const answer = await openPage();
  expect(answer.status).toBe(429);
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  expect(answer.headers["set-cookie"]).toBeUndefined();
  expect(served.seen).toEqual([]);
});

test("a session can be renewed after 29 days without use", async () => {
  served.world.advanceClock({ days: 29 });
  expect((await openPage()).status).toBe(200);
  expect(served.seen[0]?.headers.cookie).toMatch(/^at=[^;]+$/);
});

test("after 31 days without use, the page is rendered signed out and the cookies are deleted", async () => {
  served.world.advanceClock({ days: 31 });
  const answer = await openPage();
  expect(served.seen[0]?.headers.cookie).toBeUndefined();
  expect(answer.headers["set-cookie"]?.map((text) => text.split(";")[0])).toEqual(["at=", "rt="]);
});
