import { consumeRate } from "@docket/core/runtime/limit/consume-rate";
import type { World } from "@docket/core/testing/world";
import { createWorld } from "@docket/core/testing/world";
import type { ApiError } from "@docket/schema/error";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPageCaller, trackPageReads } from "./page-caller.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld({ isLimited: true });
  publishPageCaller(world.runtime);
});
afterAll(() => world.close());

const ip = "192.0.2.7";
const openCaller = () => globalThis.docketCallForPage?.(null, { id: "page", ip, userAgent: "", locale: "en" });

test("does not count the calls of a page, which was already counted before rendering", async () => {
  const left = async () => (await consumeRate(world.runtime, "anonymous", ip)).remaining;
  const before = await left();
  const api = await openCaller();
  for (let read = 0; read < 5; read += 1) await api?.setup.status();
  // The call to `left` itself counts as one.
  expect(before - (await left())).toBe(1);
});

test("reports errors of a page's calls only to that page", async () => {
  const refusals: Record<string, Pick<ApiError, "code">[]> = { first: [], second: [] };
  const render = (name: string, read: () => Promise<unknown>) =>
    trackPageReads(
      async () => void (await read().catch(() => undefined)),
      (refusal) => refusals[name]?.push(refusal),
    );
  await Promise.all([
    render("first", async () => (await openCaller())?.session.get({})),
    render("second", async () => (await openCaller())?.setup.status()),
  ]);
  expect(refusals).toEqual({ first: [expect.objectContaining({ code: "unauthorized" })], second: [] });
});
