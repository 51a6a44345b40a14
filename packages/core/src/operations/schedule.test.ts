import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { expect, test } from "vitest";
import type { JobRecord } from "./schedule.ts";
import { startSchedule } from "./schedule.ts";

const silent = pino({ level: "silent" });

test("repeats a job until stopped, even after a failure", async () => {
  let runs = 0;
  const run = () => Promise.reject(new Error(`round ${++runs}`));
  const stop = startSchedule([{ name: "fail", everyMs: 2, run }], silent);
  await expect.poll(() => runs).toBeGreaterThan(3);
  await stop();
  const seen = runs;
  await sleep(20);
  expect(runs).toBe(seen);
});

test("pauses for longer after a failure if the job says so", async () => {
  const record: JobRecord = new Map();
  const run = () => Promise.reject(new Error("not today"));
  const jobs = [
    { name: "patient", everyMs: 1, afterFailureMs: 3_600_000, run },
    { name: "eager", everyMs: 1, run },
  ];
  const stop = startSchedule(jobs, silent, record);
  await expect.poll(() => record.get("patient")?.failures).toBe(1);
  const before = record.get("eager")?.failures ?? 0;
  await expect.poll(() => record.get("eager")?.failures).toBeGreaterThan(before + 5);
  expect(record.get("patient")?.failures).toBe(1);
  await stop();
});

test("waits for the current run when stopping", async () => {
  let state = "idle";
  const run = async () => {
    state = "running";
    await sleep(50);
    state = "over";
  };
  const stop = startSchedule([{ name: "slow", everyMs: 1, run }], silent);
  await expect.poll(() => state, { interval: 1 }).toBe("running");
  await stop();
  expect(state).toBe("over");
});

test("leaves no listeners behind after many runs", async () => {
  const warnings: string[] = [];
  const hear = ({ name }: Error) => warnings.push(name);
  process.on("warning", hear);
  let runs = 0;
  const stop = startSchedule([{ name: "often", everyMs: 0, run: () => Promise.resolve(++runs) }], silent);
  await expect.poll(() => runs).toBeGreaterThan(50);
  await stop();
  process.off("warning", hear);
  expect(warnings).toEqual([]);
});

test("records the failures and the last success of each job", async () => {
  const record: JobRecord = new Map();
  let isWell = false;
  const run = () => (isWell ? Promise.resolve() : Promise.reject(new Error("not today")));
  const stop = startSchedule([{ name: "now and then", everyMs: 1, run }], silent, record);
  await expect.poll(() => record.get("now and then")?.failures).toBeGreaterThanOrEqual(3);
  expect(record.get("now and then")?.succeededAtMs).toBeNull();
  isWell = true;
  await expect.poll(() => record.get("now and then")?.failures).toBe(0);
  expect(record.get("now and then")?.succeededAtMs).toBeGreaterThan(0);
  await stop();
});
