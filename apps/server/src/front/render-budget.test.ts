import { expect, test } from "vitest";
import { createRenderBudget } from "./render-budget.ts";

/** Creates a clock that advances only while something is rendered or awaited. */
function createClock() {
  let [now, busy] = [1_000, 0];
  const waits: number[] = [];
  const clock = {
    now: () => now,
    busy: () => busy,
    sleep: async (milliseconds: number) => {
      waits.push(milliseconds);
      now += milliseconds;
    },
  };
  return {
    clock,
    waits,
    pass: (milliseconds: number) => (now += milliseconds),
    /** Creates a render function that takes `milliseconds` and keeps the event loop busy for `busyFor` of them. */
    page:
      (milliseconds: number, busyFor = milliseconds) =>
      async () => {
        now += milliseconds;
        busy += busyFor;
      },
  };
}

const LIMITS = { share: 1 / 4, burst: 100 };

test("renders a burst of pages without waiting, and further ones within the caller's share of time", async () => {
  const { clock, waits, page } = createClock();
  const budget = createRenderBudget(LIMITS, clock);
  for (let count = 0; count < 5; count += 1) await budget.run("ada", page(20));
  expect(waits).toEqual([]);
  const beganAt = clock.now();
  for (let count = 0; count < 40; count += 1) await budget.run("ada", page(20));
  const share = (40 * 20) / (clock.now() - beganAt);
  expect(share).toBeGreaterThan(LIMITS.share);
  expect(share).toBeLessThan(LIMITS.share * 1.2);
});

test("other callers do not wait", async () => {
  const { clock, waits, page } = createClock();
  const budget = createRenderBudget(LIMITS, clock);
  for (let count = 0; count < 20; count += 1) await budget.run("flood", page(20));
  const before = waits.length;
  expect(before).toBeGreaterThan(0);
  await budget.run("ada", page(20));
  expect(waits).toHaveLength(before);
});

test("restores the burst of a caller that pauses", async () => {
  const { clock, waits, page, pass } = createClock();
  const budget = createRenderBudget(LIMITS, clock);
  for (let count = 0; count < 20; count += 1) await budget.run("ada", page(20));
  pass(1_000);
  const before = waits.length;
  for (let count = 0; count < 5; count += 1) await budget.run("ada", page(20));
  expect(waits).toHaveLength(before);
});

test("charges the time of a failed page, but not the time that a page waits for the database", async () => {
  const { clock, waits, page } = createClock();
  const budget = createRenderBudget(LIMITS, clock);
  for (let count = 0; count < 20; count += 1) await budget.run("ada", page(2_000, 1));
  expect(waits).toEqual([]);
  const failing = () => page(300)().then(() => Promise.reject(new Error("A page failed.")));
  await expect(budget.run("ada", failing)).rejects.toThrow("A page failed.");
  await budget.run("ada", page(1));
  expect(waits).toHaveLength(1);
});
