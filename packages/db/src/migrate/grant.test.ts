import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type Database } from "../client.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { applyGrants } from "./grant.ts";

const DENIED = "42501";

let database: TestDatabase;
let janitor: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  janitor = createDatabase({ url: database.janitorUrl, poolSize: 1 });
  const [workspaceId, id] = [randomUUID(), randomUUID()];
  await database.owner.pool.query(
    `INSERT INTO change (workspace_id, seq, command_id, actor_id, entity, entity_id, op, before, after)
     VALUES ($1, 1, $2, $2, 'task', $2, 'create', '{"title": "secret"}', '{}')`,
    [workspaceId, id],
  );
  await database.owner.pool.query("INSERT INTO security_event (id, kind, outcome) VALUES ($1, 'test', 'success')", [
    id,
  ]);
});
afterAll(async () => {
  await janitor.close();
  await database.drop();
});

const state = (db: Database, sql: string): Promise<string> =>
  db.pool.query(sql).then(
    () => "done",
    (error: { code: string }) => error.code,
  );

describe("the application", () => {
  test.each([
    "UPDATE change SET after = NULL",
    "DELETE FROM change",
    "TRUNCATE change",
    "UPDATE security_event SET kind = 'other'",
    "DELETE FROM security_event",
    "ALTER TABLE change DISABLE TRIGGER ALL",
    "DROP TABLE change",
    "CREATE TABLE mine (id int)",
    "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('1', '2', '3')",
    "DELETE FROM _prisma_migrations",
    "SELECT rolpassword FROM pg_authid",
  ])("can't: %s", async (sql) => {
    expect(await state(database.app, sql)).toBe(DENIED);
  });

  test.each([
    "SELECT * FROM change",
    "INSERT INTO security_event (id, kind, outcome) VALUES (gen_random_uuid(), 'test', 'denied')",
    "UPDATE task SET title = 'x' WHERE false",
    "DELETE FROM command WHERE false",
    "SELECT * FROM _prisma_migrations",
  ])("can: %s", async (sql) => {
    expect(await state(database.app, sql)).toBe("done");
  });
});

describe("the purge job", () => {
  test.each([
    "UPDATE change SET op = 'update'",
    "UPDATE change SET at = now()",
    "UPDATE security_event SET kind = 'other'",
    "CREATE TABLE mine (id int)",
    "DELETE FROM _prisma_migrations",
  ])("can't: %s", async (sql) => {
    expect(await state(janitor, sql)).toBe(DENIED);
  });

  test.each([
    "UPDATE change SET before = NULL, after = NULL",
    "DELETE FROM change",
    "DELETE FROM security_event",
    "DELETE FROM command",
    "DELETE FROM task",
  ])("can: %s", async (sql) => {
    expect(await state(janitor, sql)).toBe("done");
  });
});

test("granting is idempotent, and grants nothing to the owner", async () => {
  const acls = "SELECT relname, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1";
  const roleOf = (url: string): string => new URL(url).username;
  const roles = { appRole: roleOf(database.appUrl), janitorRole: roleOf(database.janitorUrl) };
  const { rows: earlier } = await database.owner.pool.query(acls);
  expect(await applyGrants({ ownerUrl: database.ownerUrl, ...roles })).toEqual([roles.appRole, roles.janitorRole]);
  const { rows: later } = await database.owner.pool.query(acls);
  expect(later).toEqual(earlier);

  const owner = roleOf(database.ownerUrl);
  expect(await applyGrants({ ownerUrl: database.ownerUrl, appRole: owner, janitorRole: owner })).toEqual([]);
});

test("processes can grant concurrently", async () => {
  const roleOf = (url: string): string => new URL(url).username;
  const plan = {
    ownerUrl: database.ownerUrl,
    appRole: roleOf(database.appUrl),
    janitorRole: roleOf(database.janitorUrl),
  };
  const answers = await Promise.all(Array.from({ length: 6 }, () => applyGrants(plan)));
  expect(answers).toHaveLength(6);
});
