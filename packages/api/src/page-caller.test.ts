import { consumeRate } from "@docket/core/limit/rate";
import type { World } from "@docket/core/testing/world";
import { createWorld } from "@docket/core/testing/world";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPageCaller } from "./page-caller.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld({ isLimited: true });
  publishPageCaller(world.runtime);
});
afterAll(() => world.close());

test("a page counts once against a budget, however many reads it makes; the next page counts again", async () => {
  const ip = "192.0.2.7";
  const left = async () => (await consumeRate(world.runtime, "anonymous", ip)).remaining;
  const openPage = async (reads: number) => {
    const api = await globalThis.docketCallForPage?.(null, { id: "page", ip, userAgent: "" });
    for (let read = 0; read < reads; read += 1) await api?.setup.status();
  };
  const before = await left();
  await openPage(5);
  await openPage(3);
  // Two pages, and the look at what is left.
  expect(before - (await left())).toBe(3);
});
