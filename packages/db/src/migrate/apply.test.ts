import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmptyDatabase } from "../testing/database.ts";
import { applyMigrations, pendingMigrations } from "./apply.ts";

let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let directory: string;

beforeEach(async () => {
  database = await createEmptyDatabase();
  directory = mkdtempSync(path.join(os.tmpdir(), "docket-migrations-"));
});
afterEach(async () => {
  rmSync(directory, { recursive: true });
  await database.drop();
});

function write(name: string, sql: string): void {
  mkdirSync(path.join(directory, name), { recursive: true });
  writeFileSync(path.join(directory, name, "migration.sql"), sql);
}

const apply = (): Promise<string[]> => applyMigrations({ ownerUrl: database.ownerUrl, directory });

async function query<Row extends object>(sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const tables = async (): Promise<string[]> => {
  const rows = await query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1",
  );
  return rows.map(({ name }) => name);
};

test("migrations are applied in the order of their names, once, and recorded as Prisma records them", async () => {
  write("20260102000000_second", "ALTER TABLE shelf ADD COLUMN width int;");
  write("20260101000000_first", "CREATE TABLE shelf (id int);");
  expect(await pendingMigrations({ ownerUrl: database.ownerUrl, directory })).toEqual([
    "20260101000000_first",
    "20260102000000_second",
  ]);
  expect(await apply()).toEqual(["20260101000000_first", "20260102000000_second"]);
  expect(await apply()).toEqual([]);
  expect(
    await query(
      `SELECT migration_name, checksum, applied_steps_count, finished_at IS NOT NULL AS finished, logs, rolled_back_at
         FROM _prisma_migrations ORDER BY migration_name LIMIT 1`,
    ),
  ).toEqual([
    {
      migration_name: "20260101000000_first",
      // SHA-256 of "CREATE TABLE shelf (id int);"
      checksum: "6593f9bbb9deb168dba8298ceca4364a61f34e55e65d42cae61ff796c6a24335",
      applied_steps_count: 1,
      finished: true,
      logs: null,
      rolled_back_at: null,
    },
  ]);
});

test("does not split statements at semicolons in strings and function bodies", async () => {
  write(
    "20260101000000_quotes",
    `CREATE TABLE note (body text DEFAULT 'a;b', CHECK (body <> ';'));
     DO $$ BEGIN INSERT INTO note VALUES (DEFAULT); INSERT INTO note VALUES ('two;'); END $$;
     -- a comment; at the very end, without a new line`,
  );
  await apply();
  expect(await query("SELECT body FROM note")).toEqual([{ body: "a;b" }, { body: "two;" }]);
});

test("processes that migrate concurrently take turns", async () => {
  write("20260101000000_first", "CREATE TABLE shelf (id int); SELECT pg_sleep(0.2);");
  const answers = await Promise.all([apply(), apply(), apply()]);
  expect(answers.toSorted((a, b) => b.length - a.length)).toEqual([["20260101000000_first"], [], []]);
});

test("calls `before` prior to any change, and changes nothing if it fails", async () => {
  write("20260101000000_first", "CREATE TABLE shelf (id int);");
  const before = async (pending: string[]): Promise<void> => {
    expect(pending).toEqual(["20260101000000_first"]);
    expect(await tables()).toEqual([]);
    throw new Error("the disk is full");
  };
  await expect(applyMigrations({ ownerUrl: database.ownerUrl, directory, before })).rejects.toThrow("the disk is full");
  expect(await tables()).toEqual([]);
});

describe("a migration that fails", () => {
  let failure: unknown;
  beforeEach(async () => {
    write("20260101000000_first", "CREATE TABLE shelf (id int);");
    write("20260102000000_bad", "CREATE TABLE box (id int); CREATE TABLE shelf (id int);");
    failure = await apply().catch((error: unknown) => error);
  });

  test("is reported with its name and reason, is rolled back, and keeps the migrations before it", async () => {
    expect(failure).toMatchObject({
      code: "migration_failed",
      message: expect.stringMatching(
        /20260102000000_bad failed: relation "shelf" already exists\. Its changes were rolled back/,
      ),
    });
    expect(await tables()).toEqual(["shelf"]);
    await expect(apply()).rejects.toMatchObject({ code: "migration_failed" });
  });

  test("is retried once the cause is fixed", async () => {
    await query("ALTER TABLE shelf RENAME TO old_shelf");
    expect(await apply()).toEqual(["20260102000000_bad"]);
    expect(await tables()).toEqual(["box", "old_shelf", "shelf"]);
  });

  test("does not prevent an older version from running", async () => {
    rmSync(path.join(directory, "20260102000000_bad"), { recursive: true });
    expect(await apply()).toEqual([]);
  });
});

test("a migration whose connection is killed is rolled back, and the next start applies it", async () => {
  write("20260101000000_slow", "CREATE TABLE shelf (id int); SELECT pg_sleep(5);");
  const attempt = apply();
  const killed = attempt.catch((error: unknown) => error);
  const kill =
    "SELECT pg_terminate_backend(pid) AS killed FROM pg_stat_activity WHERE query LIKE 'CREATE TABLE shelf%'";
  while ((await query(kill)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await killed).toMatchObject({ code: "migration_failed" });
  expect(await tables()).toEqual([]);
  write("20260101000000_slow", "CREATE TABLE shelf (id int);");
  expect(await apply()).toEqual(["20260101000000_slow"]);
});

test("an interruption after the commit does not apply a migration twice", async () => {
  write("20260101000000_first", "CREATE TABLE shelf (id int);");
  await apply();
  // Simulates an interruption before the engine's own update. Docket's update was part of the transaction.
  await query("UPDATE _prisma_migrations SET applied_steps_count = 0");
  expect(await apply()).toEqual([]);
});

test("rejects a migration that was edited after it was applied", async () => {
  write("20260101000000_first", "CREATE TABLE shelf (id int);");
  await apply();
  write("20260101000000_first", "CREATE TABLE shelf (id bigint);");
  await expect(apply()).rejects.toMatchObject({ code: "migration_edited", message: expect.stringContaining("_first") });
});

test("rejects a database that is newer than the code, without changing anything", async () => {
  write("20260101000000_first", "CREATE TABLE shelf (id int);");
  write("20260102000000_future", "CREATE TABLE future (id int);");
  await apply();
  rmSync(path.join(directory, "20260102000000_future"), { recursive: true });
  write("20260103000000_other", "CREATE TABLE other (id int);");
  await expect(apply()).rejects.toMatchObject({
    code: "database_newer",
    message: expect.stringContaining("20260102000000_future"),
  });
  expect(await tables()).toEqual(["future", "shelf"]);
});
