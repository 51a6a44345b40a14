import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type Database, type DatabaseOptions, poolConfig } from "./client.ts";
import { createStatementNamer } from "./statement-name.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function withDatabase(options: Omit<DatabaseOptions, "url">, work: (db: Database) => Promise<void>) {
  const db = createDatabase({ url: database.appUrl, poolSize: 2, ...options });
  try {
    await work(db);
  } finally {
    await db.close();
  }
}

/** Returns the SQLSTATE of an error from node-postgres, or of one wrapped by Prisma. */
async function sqlState(work: Promise<unknown>): Promise<string | undefined> {
  const error = (await work.then(
    () => ({}),
    (reason: unknown) => reason,
  )) as { code?: string; meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } };
  return error.meta?.driverAdapterError?.cause?.originalCode ?? error.code;
}

describe("timeouts", () => {
  test("sets the default timeouts", async () => {
    await withDatabase({}, async ({ pool }) => {
      const { rows } = await pool.query<{ name: string; setting: string }>(
        `SELECT name, setting FROM pg_settings
          WHERE name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') ORDER BY name`,
      );
      expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
        idle_in_transaction_session_timeout: "10000",
        lock_timeout: "2000",
        statement_timeout: "5000",
      });
    });
    expect(poolConfig({ url: "" })).toMatchObject({ connectionTimeoutMillis: 2_000, query_timeout: 6_000 });
  });

  test("a statement that runs too long is cancelled, through Prisma too, and the connection stays usable", async () => {
    await withDatabase({ statementTimeoutMs: 200, poolSize: 1 }, async ({ pool, prisma }) => {
      expect(await sqlState(pool.query("SELECT pg_sleep(5)"))).toBe("57014");
      expect(await sqlState(prisma.$queryRaw`SELECT pg_sleep(5)::text`)).toBe("57014");
      expect(await prisma.$queryRaw`SELECT 1 AS one`).toEqual([{ one: 1 }]);
    });
  });

  test("waiting for a lock is cancelled", async () => {
    await withDatabase({ lockTimeoutMs: 200 }, async ({ pool }) => {
      const holder = await database.owner.pool.connect();
      await holder.query("BEGIN; LOCK TABLE instance_setting IN ACCESS EXCLUSIVE MODE");
      expect(await sqlState(pool.query("SELECT * FROM instance_setting"))).toBe("55P03");
      await holder.query("ROLLBACK");
      holder.release();
    });
  });

  test("the server ends an idle transaction", async () => {
    const lost: string[] = [];
    const onConnectionError = (error: Error): void => void lost.push(error.message);
    await withDatabase({ idleInTransactionTimeoutMs: 150, onConnectionError }, async ({ pool }) => {
      const client = await pool.connect();
      const ended = new Promise<Error>((resolve) => client.once("error", resolve));
      await client.query("BEGIN");
      expect(await sqlState(ended.then((error) => Promise.reject(error)))).toBe("25P03");
      client.release(true);
      expect((await pool.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
    });
  });

  test("an exhausted pool rejects queries instead of queueing them forever", async () => {
    await withDatabase({ poolSize: 1, connectTimeoutMs: 1_000 }, async ({ pool, prisma }) => {
      const client = await pool.connect();
      await expect(prisma.instanceSetting.findMany()).rejects.toThrow();
      await expect(prisma.$transaction((tx) => tx.instanceSetting.findMany())).rejects.toThrow();
      client.release();
      expect(await prisma.instanceSetting.findMany()).toEqual([]);
    });
  });

  test("a killed connection fails one query and does not crash the process", async () => {
    await withDatabase({ poolSize: 1 }, async ({ pool, prisma }) => {
      const { rows } = await pool.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
      await database.app.pool.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
      await prisma.instanceSetting.findMany().catch(() => []);
      expect(await prisma.instanceSetting.findMany()).toEqual([]);
    });
  });
});

describe("prepared statements", () => {
  const prepared =
    "SELECT count(*)::int AS count FROM pg_prepared_statements WHERE statement ILIKE '%instance_setting%'";

  async function repeatAndCount(options: Omit<DatabaseOptions, "url">): Promise<number> {
    let count = -1;
    await withDatabase({ poolSize: 1, ...options }, async ({ pool, prisma }) => {
      for (let turn = 0; turn < 4; turn += 1) await prisma.instanceSetting.findMany({ where: { key: "none" } });
      count = (await pool.query<{ count: number }>(prepared)).rows[0]?.count ?? -1;
    });
    return count;
  }

  test("a repeated query is prepared on a direct connection", async () => {
    expect(await repeatAndCount({})).toBe(1);
  });

  test("through a transaction pooler, no statement is prepared and no startup parameter is sent", async () => {
    expect(await repeatAndCount({ pooler: "transaction" })).toBe(0);
    expect(Object.keys(poolConfig({ url: "", pooler: "transaction" }))).not.toContain("statement_timeout");
  });

  test("names are stable, valid identifiers and limited in number", () => {
    const name = createStatementNamer();
    const texts = Array.from({ length: 700 }, (_, index) => `SELECT ${index}`);
    expect(texts.map((sql) => name({ sql }))).toEqual(texts.map(() => ""));
    const second = texts.slice(-500).map((sql) => name({ sql }));
    expect(new Set(second.filter((value) => value !== "")).size).toBeLessThanOrEqual(500);
    expect(name({ sql: "SELECT 699" })).toMatch(/^d[\w-]{22}$/);
    expect(name({ sql: "SELECT 699" })).toBe(name({ sql: "SELECT 699" }));
    const long = "x".repeat(30_000);
    expect([name({ sql: long }), name({ sql: long })]).toEqual(["", ""]);
  });
});

test("rejects an undefined filter instead of matching all rows", async () => {
  const key = undefined as unknown as string;
  await expect(database.app.prisma.instanceSetting.findMany({ where: { key } })).rejects.toThrow(/undefined/);
});
