import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createWorld } from "../../testing/world.ts";
import type { World } from "../../testing/world.ts";
import { authenticate } from "./authenticate.ts";
import { listSessions } from "./queries.ts";

let world: World;
beforeAll(async () => (world = await createWorld()));
afterAll(() => world.close());
beforeEach(() => world.setTime("2026-11-23T09:00:00.000Z"));

test("a session shows the time (to the minute) and the network of its last request", async () => {
  const mira = await world.person("Mira");
  const request = async (ip: string) => {
    const credentials = { accessToken: mira.cookies.access ?? null, authorization: null, ip };
    expect(await authenticate(world.runtime, credentials)).toMatchObject({ kind: "actor" });
    await world.runtime.background.settled();
  };
  const seen = async () => {
    const { items } = await listSessions(world.ctxOf(mira), { limit: 50 });
    return items.map(({ lastSeenAt, ipPrefix, isCurrent }) => ({ at: lastSeenAt, ipPrefix, isCurrent }));
  };
  world.advanceClock({ seconds: 59 });
  await request("198.51.100.9");
  expect(await seen()).toEqual([{ at: "2026-11-23T09:00:00.000Z", ipPrefix: "192.0.2.0", isCurrent: true }]);
  world.advanceClock({ minutes: 4 });
  await Promise.all(Array.from({ length: 20 }, () => request("198.51.100.9")));
  expect(await seen()).toEqual([{ at: "2026-11-23T09:04:59.000Z", ipPrefix: "198.51.100.0", isCurrent: true }]);
  await request("2001:db8:1:2::3");
  expect(await seen()).toEqual([{ at: "2026-11-23T09:04:59.000Z", ipPrefix: "198.51.100.0", isCurrent: true }]);
});
