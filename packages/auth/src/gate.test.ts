import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BusyError, createGate, createKeyedGate } from "./gate.ts";

test("runs work in order of arrival up to the limit, and rejects it immediately when the queue is full", async () => {
  const gate = createGate({ running: 2, waiting: 3 });
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const work = (number: number) => async () => {
    started.push(number);
    most = Math.max(most, ++running);
    await setImmediate();
    running--;
    return number;
  };
  const results = await Promise.allSettled([1, 2, 3, 4, 5, 6, 7].map((number) => gate(work(number))));
  expect(results.map((result) => (result.status === "fulfilled" ? result.value : result.reason))).toEqual([
    1,
    2,
    3,
    4,
    5,
    expect.any(BusyError),
    expect.any(BusyError),
  ]);
  expect(started).toEqual([1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});

test("a slot handed to queued work can't be taken by new work", async () => {
  const gate = createGate({ running: 1, waiting: 10 });
  let running = 0;
  const work = async () => {
    expect(++running).toBe(1);
    await setImmediate();
    running--;
  };
  const done: Promise<void>[] = [];
  for (let round = 0; round < 10; round++) {
    done.push(gate(work), gate(work));
    await setImmediate();
  }
  await Promise.all(done);
});

test("failed work releases its slot, regardless of the order in which work ends", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ fails: fc.boolean(), turns: fc.nat(3) }), { maxLength: 30 }),
      async (jobs) => {
        const gate = createGate({ running: 3, waiting: 100 });
        let running = 0;
        const results = await Promise.allSettled(
          jobs.map(({ fails, turns }) =>
            gate(async () => {
              expect(++running).toBeLessThanOrEqual(3);
              for (let turn = 0; turn < turns; turn++) await setImmediate();
              running--;
              if (fails) throw new Error("failed");
            }),
          ),
        );
        expect(results.map(({ status }) => status === "rejected")).toEqual(jobs.map(({ fails }) => fails));
        expect(await gate(() => Promise.resolve("free again"))).toBe("free again");
      },
    ),
    { numRuns: 50 },
  );
});

test("a keyed gate limits each key separately", async () => {
  const gate = createKeyedGate({ running: 1, waiting: 1 });
  const started: string[] = [];
  const release: (() => void)[] = [];
  const enter = (key: string, name: string) =>
    gate(key, () => {
      started.push(name);
      return new Promise<void>((done) => release.push(done));
    });
  const first = enter("a", "a1");
  const second = enter("a", "a2");
  await expect(enter("a", "a3")).rejects.toThrow(BusyError);
  const other = enter("b", "b1");
  expect(started).toEqual(["a1", "b1"]);
  while (release.length > 0) {
    release.shift()!();
    await setImmediate();
  }
  await Promise.all([first, second, other]);
  expect(started).toEqual(["a1", "b1", "a2"]);
});
