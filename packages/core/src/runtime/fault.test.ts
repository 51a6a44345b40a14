import { createDatabase } from "@docket/db/client";
import type { Database, DatabaseOptions } from "@docket/db/client";
import { createTestDatabase } from "@docket/db/testing/database";
import type { TestDatabase } from "@docket/db/testing/database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isDatabaseFault, isDiskFull, toDomainError, retryWhileUnavailable } from "./fault.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const quick = { attempts: 4, pauseMs: 1 };

/** Returns work that fails `times` times with this message before it succeeds. */
function failing(times: number, message: string) {
  let calls = 0;
  const work = () => {
    calls += 1;
    return calls <= times ? Promise.reject(new Error(message)) : Promise.resolve("done");
  };
  return { work, calls: () => calls };
}

test("retries a limited number of times while the database is unavailable, but not after other failures", async () => {
  const busy = failing(3, "timeout exceeded when trying to connect");
  expect(await retryWhileUnavailable(busy.work, quick)).toBe("done");
  const away = failing(9, "Connection terminated due to connection timeout");
  await expect(retryWhileUnavailable(away.work, quick)).rejects.toThrow("connection timeout");
  expect(away.calls()).toBe(4);
  const wrong = failing(1, "relation does not exist");
  await expect(retryWhileUnavailable(wrong.work, quick)).rejects.toThrow("relation");
  expect(wrong.calls()).toBe(1);
});

type Work = (db: Database) => Promise<unknown>;

/**
 * Returns the error code reported for work that fails on a database with these limits, and whether the failure is
 * logged.
 */
async function reportedAs(limits: Omit<DatabaseOptions, "url">, work: Work) {
  const db = createDatabase({ url: database.appUrl, poolSize: 1, ...limits });
  try {
    const error: unknown = await work(db).then(
      () => null,
      (reason: unknown) => reason,
    );
    return { code: toDomainError(error)?.code, isLogged: isDatabaseFault(error) };
  } finally {
    await db.close();
  }
}

const sleep = ({ prisma }: Database) => prisma.$queryRaw`SELECT pg_sleep(5)::text`;

/** Runs work while the pool's only connection is in use. */
const withoutConnections =
  (work: Work): Work =>
  async (db) => {
    const taken = await db.pool.connect();
    return work(db).finally(() => taken.release());
  };

const brief = { connectTimeoutMs: 200 };
test.each<[string, "timeout" | "unavailable", Omit<DatabaseOptions, "url">, Work]>([
  ["a statement that runs too long", "timeout", { statementTimeoutMs: 200 }, sleep],
  ["an answer that does not come, through Prisma", "timeout", { queryTimeoutMs: 200 }, sleep],
  ["an answer that does not come", "timeout", { queryTimeoutMs: 200 }, ({ pool }) => pool.query("SELECT pg_sleep(1)")],
  [
    "an answer that does not come in a transaction",
    "timeout",
    { queryTimeoutMs: 200 },
    ({ prisma }) => prisma.$transaction((tx) => tx.$queryRaw`SELECT pg_sleep(1)::text`),
  ],
  [
    "a transaction that takes too long",
    "timeout",
    {},
    ({ prisma }) =>
      prisma.$transaction(
        async (tx) => {
          await tx.$queryRaw`SELECT pg_sleep(0.4)::text`;
          await tx.$queryRaw`SELECT 1`;
        },
        { timeout: 200 },
      ),
  ],
  [
    "a transaction in which nothing happens",
    // The server closes the connection and reports the reason only to clients that listen for its notices.
    "unavailable",
    { idleInTransactionTimeoutMs: 100 },
    ({ prisma }) =>
      prisma.$transaction(async (tx) => {
        await new Promise((resolve) => setTimeout(resolve, 400));
        await tx.$queryRaw`SELECT 1`;
      }),
  ],
  ["no free connection", "unavailable", brief, withoutConnections(({ pool }) => pool.query("SELECT 1"))],
  [
    "no free connection, through Prisma",
    "unavailable",
    brief,
    withoutConnections(({ prisma }) => prisma.$queryRaw`SELECT 1`),
  ],
  [
    "no free connection for a transaction",
    "unavailable",
    { connectTimeoutMs: 5_000 },
    withoutConnections(({ prisma }) => prisma.$transaction((tx) => tx.$queryRaw`SELECT 1`, { maxWait: 200 })),
  ],
  [
    "a full disk",
    "unavailable",
    {},
    ({ prisma }) => prisma.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$`,
  ],
  [
    "a disk that fails",
    "unavailable",
    {},
    ({ prisma }) => prisma.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'could not fsync' USING ERRCODE = '58030'; END $$`,
  ],
])("%s is reported as %s and logged", async (_name, code, limits, work) => {
  expect(await reportedAs(limits, work)).toEqual({ code, isLogged: true });
});

test("recognizes a full disk through Prisma and without it", async () => {
  const { pool, prisma } = database.app;
  const failures = [
    pool.query("DO $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$"),
    prisma.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$`,
  ];
  for (const failure of failures) await expect(failure.catch(isDiskFull)).resolves.toBe(true);
  await expect(pool.query("SELECT 1 / 0").catch(isDiskFull)).resolves.toBe(false);
});
