import { createTestDatabase, type TestDatabase } from "@docket/db/testing/database";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readConfig } from "../config.ts";
import { bucketKey, type StatementRunner } from "./bucket.ts";
import { budgetsOf } from "./budget-table.ts";
import type { RateClass, RateLimiter } from "./consume-rate.ts";
import { createLimiter } from "./limiter.ts";

const clock = () => new Date();
const BUDGETS = budgetsOf(readConfig({}).limits);

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.owner.pool.query("DELETE FROM rate_bucket"));

const ALLOWED = { isAllowed: true };
const REFUSED = { isAllowed: false };
const unreachable: StatementRunner = { query: () => Promise.reject(new Error("Connection terminated")) };
const names = Object.keys(BUDGETS) as RateClass[];
const lasting = names.filter((name) => BUDGETS[name].isPersistent);

const one = () => createLimiter({ processes: "one", database: database.app.pool, clock, budgets: BUDGETS });
const several = () => createLimiter({ processes: "several", database: database.app.pool, clock, budgets: BUDGETS });
const allowance = (name: RateClass) => BUDGETS[name].points + (BUDGETS[name].burst?.points ?? 0);

/** Counts how many of `attempts` concurrent attempts are allowed. */
async function countAllowed(limiter: RateLimiter, name: RateClass, attempts: number): Promise<number> {
  const answers = await Promise.all(Array.from({ length: attempts }, () => limiter.consume(name, "somebody", 1)));
  return answers.filter(({ isAllowed }) => isAllowed).length;
}

test.each(names)("%s: allows exactly its number of points, then rejects with the time to wait", async (name) => {
  const limiter = one();
  expect(await countAllowed(limiter, name, allowance(name) + 20)).toBe(allowance(name));
  const answer = await limiter.consume(name, "somebody", 1);
  const { points, windowSeconds } = BUDGETS[name];
  expect(answer).toMatchObject({ isAllowed: false, limit: points, windowSeconds, remaining: 0 });
  if (answer.isAllowed) return;
  expect(answer.retryAfterSeconds).toBeGreaterThan(30);
  expect(answer.retryAfterSeconds).toBeLessThanOrEqual(windowSeconds);
  expect(await limiter.consume(name, "somebody else", 1)).toMatchObject(ALLOWED);
});

test.each(names)("%s: allows all points again after a reset", async (name) => {
  const limiter = one();
  await countAllowed(limiter, name, allowance(name) + 1);
  await limiter.forgive(name, "somebody");
  expect(await countAllowed(limiter, name, allowance(name) + 1)).toBe(allowance(name));
});

test.each(names)("%s: returns the remaining points after each call, then the remaining burst points", async (name) => {
  const limiter = one();
  const { points, windowSeconds, burst } = BUDGETS[name];
  for (let left = points - 1; left >= 0; left -= 1) {
    expect(await limiter.consume(name, "somebody", 1)).toMatchObject({
      budget: name,
      limit: points,
      windowSeconds,
      spent: points - left,
      remaining: left,
      resetSeconds: left === 0 && BUDGETS[name].isThrottled ? 60 : expect.closeTo(windowSeconds, -1),
    });
  }
  if (!burst) return;
  expect(await limiter.consume(name, "somebody", 1)).toMatchObject({
    budget: `${name}_burst`,
    limit: burst.points,
    remaining: burst.points - 1,
    windowSeconds: burst.windowSeconds,
  });
});

test("counts a batch as its number of calls", async () => {
  const limiter = one();
  for (let batch = 0; batch < BUDGETS.read.points / 20; batch++) {
    expect(await limiter.consume("read", "somebody", 20)).toMatchObject(ALLOWED);
  }
  expect(await limiter.consume("read", "somebody", 1)).toMatchObject(REFUSED);
});

test("several processes share one budget, even when they count concurrently", async () => {
  const processes = [several(), several(), several()];
  const allowed = await Promise.all(processes.map((limiter) => countAllowed(limiter, "search", 80)));
  expect(allowed.reduce((sum, count) => sum + count)).toBe(BUDGETS.search.points);
});

test("with a single process, keeps persistent budgets across a restart and resets the others", async () => {
  await countAllowed(one(), "setup", 10);
  await countAllowed(one(), "export", 5);
  expect(await one().consume("setup", "somebody", 1)).toMatchObject(REFUSED);
  expect(await one().consume("export", "somebody", 1)).toMatchObject(ALLOWED);
});

test("runs no statements for budgets counted in memory", async () => {
  const limiter = createLimiter({ processes: "one", database: unreachable, clock, budgets: BUDGETS });
  for (const name of names.filter((other) => !lasting.includes(other))) {
    expect(await limiter.consume(name, "somebody", 1)).toMatchObject(ALLOWED);
  }
});

test("throws when the database is unavailable", async () => {
  expect(lasting).toEqual(expect.arrayContaining(["login", "login_account", "login_device", "reset", "setup"]));
  const limiter = createLimiter({ processes: "one", database: unreachable, clock, budgets: BUDGETS });
  for (const name of lasting) await expect(limiter.consume(name, "somebody", 1)).rejects.toThrow("Connection");
  const shared = createLimiter({ processes: "several", database: unreachable, clock, budgets: BUDGETS });
  await expect(shared.consume("read", "somebody", 1)).rejects.toThrow("Connection");
});

test("rejects a used-up budget without running another statement", async () => {
  let statements = 0;
  const counting: StatementRunner = {
    query: (statement) => {
      statements++;
      return database.app.pool.query(statement);
    },
  };
  const limiter = createLimiter({ processes: "one", database: counting, clock, budgets: BUDGETS });
  for (let attempt = 0; attempt < 100; attempt++) await limiter.consume("register", "somebody", 1);
  expect(statements).toBe(5);
});

describe("keys", () => {
  test("an IP address is normalized, and an IPv6 address is reduced to its /64", () => {
    expect(bucketKey("login", "::ffff:203.0.113.9")).toBe(bucketKey("login", "203.0.113.9"));
    expect(bucketKey("login", "2001:db8:1:2::1")).toBe(bucketKey("login", "2001:DB8:1:2:ffff::2"));
    expect(bucketKey("login", "2001:db8:1:2::1")).not.toBe(bucketKey("login", "2001:db8:1:3::1"));
    expect(bucketKey("login", "203.0.113.9")).not.toBe(bucketKey("login", "203.0.113.8"));
    expect(bucketKey("login", "203.0.113.9")).not.toBe(bucketKey("setup", "203.0.113.9"));
  });

  test("accepts any text as a key, and stores only digests", async () => {
    const limiter = one();
    for (const key of ["", "a\u0000b", "\ud800", "x".repeat(10_000), "anna@example.org", "' OR 1=1--"]) {
      expect(await limiter.consume("login", key, 1)).toMatchObject(ALLOWED);
      expect(await limiter.consume("login_account", key, 1)).toMatchObject(ALLOWED);
    }
    const { rows } = await database.owner.pool.query<{ key: string }>("SELECT key FROM rate_bucket");
    expect(rows).toHaveLength(12);
    for (const { key } of rows) expect(key).toMatch(/^(login|throttle):[\w-]{43}$/);
  });
});
