import { createTestDatabase, type TestDatabase } from "@docket/db/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readConfig } from "../config.ts";
import { budgetsOf } from "./budget-table.ts";
import { cleanBuckets } from "./clean.ts";
import { createLimiter } from "./limiter.ts";
import { type Admission, createThrottle, type Throttle } from "./throttle.ts";

const BUDGET = { name: "login_account", points: 5, windowSeconds: 900 };
const START = new Date("2026-11-23T10:00:00Z").getTime();
const DAY_MINUTES = 24 * 60;
const at = (minutes: number) => new Date(START + minutes * 60_000);

const clock = () => new Date();

let database: TestDatabase;
let throttle: Throttle;
beforeAll(async () => {
  database = await createTestDatabase();
  throttle = createThrottle(BUDGET, database.app.pool);
});
afterAll(() => database.drop());
beforeEach(() => database.owner.pool.query("DELETE FROM rate_bucket"));

async function admit(attempts: number, minute: number, caller = "anna"): Promise<(number | null)[]> {
  const waits: (number | null)[] = [];
  for (let attempt = 0; attempt < attempts; attempt++) waits.push(waitIn(await throttle.admit(caller, at(minute))));
  return waits;
}

/** Returns null for an allowed attempt, otherwise the number of seconds to wait. */
function waitIn({ isAdmitted, seconds }: Admission): number | null {
  return isAdmitted ? null : seconds;
}

/** Returns the minutes from `from` to `to` at which an attempt is allowed. */
async function openMinutes(from: number, to: number): Promise<number[]> {
  const minutes: number[] = [];
  for (let minute = from; minute <= to; minute++) {
    if ((await throttle.admit("anna", at(minute))).isAdmitted) minutes.push(minute);
  }
  return minutes;
}

test("allows five of fifty concurrent attempts", async () => {
  const waits = await Promise.all(Array.from({ length: 50 }, () => throttle.admit("anna", at(0))));
  expect(waits.filter(({ isAdmitted }) => isAdmitted)).toHaveLength(5);
});

test("allows five attempts, then one after each wait of 1, 2, 4, 8, 15, 15 … minutes", async () => {
  expect(await admit(5, 0)).toEqual([null, null, null, null, null]);
  expect(await openMinutes(0, 65)).toEqual([1, 3, 7, 15, 30, 45, 60]);
});

test("returns how long to wait, and further attempts do not extend the wait", async () => {
  await admit(5, 0);
  expect(new Set(await admit(20, 0.25))).toEqual(new Set([45]));
  expect(await admit(2, 1)).toEqual([null, 120]);
});

test("forgets four failures after fifteen minutes", async () => {
  await admit(4, 0);
  expect(await admit(4, 15)).toEqual([null, null, null, null]);
  expect(await admit(2, 20)).toEqual([null, 60]);
});

test("blocks after a hundred failures until the caller is reset", async () => {
  let minute = 15;
  await admit(5, 0);
  for (let tries = 5; tries < 100; minute += 15) if ((await throttle.admit("anna", at(minute))).isAdmitted) tries++;
  for (const later of [15, 60, DAY_MINUTES, 400 * DAY_MINUTES])
    expect(await admit(1, minute + later)).toEqual([86_400]);
  await cleanBuckets(database.app.pool, at(minute + 400 * DAY_MINUTES));
  expect(await admit(1, minute + 400 * DAY_MINUTES)).toEqual([86_400]);
  await throttle.forget("anna");
  expect(await admit(1, minute)).toEqual([null]);
});

test("forgets the failures after a success", async () => {
  await admit(5, 0);
  await throttle.forget("anna");
  expect(await admit(6, 0)).toEqual([null, null, null, null, null, 60]);
});

test("counts callers and budgets independently", async () => {
  await admit(20, 0);
  const devices = createThrottle({ ...BUDGET, name: "login_device" }, database.app.pool);
  expect(await devices.admit("anna", at(0))).toMatchObject({ isAdmitted: true, attempts: 1 });
  expect(await admit(1, 0, "ben")).toEqual([null]);
  await devices.forget("anna");
  expect(await admit(1, 0)).toEqual([60]);
});

describe("cleanBuckets", () => {
  const countKeys = async () => (await database.owner.pool.query("SELECT key FROM rate_bucket")).rows.length;

  test("deletes budgets an hour after their window, but not before", async () => {
    const now = Date.now();
    await createLimiter({
      processes: "one",
      database: database.app.pool,
      clock,
      budgets: budgetsOf(readConfig({}).limits),
    }).consume("setup", "somebody", 1);
    await cleanBuckets(database.app.pool, new Date(now + 119 * 60_000));
    expect(await countKeys()).toBe(1);
    await cleanBuckets(database.app.pool, new Date(now + 121 * 60_000));
    expect(await countKeys()).toBe(0);
  });

  test("keeps throttled callers for a month, so that a pause does not reset an attacker", async () => {
    await admit(5, 0);
    await cleanBuckets(database.app.pool, at(5 * DAY_MINUTES));
    expect(await openMinutes(5 * DAY_MINUTES, 5 * DAY_MINUTES + 3)).toEqual([5 * DAY_MINUTES, 5 * DAY_MINUTES + 2]);
    await cleanBuckets(database.app.pool, at(40 * DAY_MINUTES));
    expect(await countKeys()).toBe(0);
  });
});
