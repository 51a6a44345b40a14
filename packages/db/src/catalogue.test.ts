import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lintCatalogue } from "./catalogue-lint.ts";
import { type Catalogue, describeCatalogue, readCatalogue } from "./catalogue.ts";
import { repositoryRoot } from "./locate.ts";
import { diffModels } from "./migrate/diff.ts";
import { readModels } from "./migrate/migration-file.ts";
import { diffModelComments, readModelComments } from "./migrate/model-comment.ts";
import { createTestDatabase, type TestDatabase } from "./testing/database.ts";

const models = path.join(repositoryRoot(), "prisma");

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Executes `sql`, runs `look` on the resulting database, then rolls back. */
async function after<Result>(sql: string, look: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await database.owner.pool.connect();
  try {
    await client.query(`BEGIN; ${sql}`);
    return await look(client);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

const catalogueAfter = (sql: string): Promise<Catalogue> => after(sql, readCatalogue);

describe("lintCatalogue", () => {
  test("finds no violations in the migrated database", async () => {
    expect(lintCatalogue(await catalogueAfter(""))).toEqual([]);
  });

  const keyed = "workspace_id uuid NOT NULL, id uuid NOT NULL";
  test.each([
    ["CREATE TABLE fault (id uuid PRIMARY KEY)", "fault: needs workspace_id uuid NOT NULL"],
    ["CREATE TABLE fault (workspace_id uuid, id uuid PRIMARY KEY)", "fault: needs workspace_id uuid NOT NULL"],
    ["CREATE TABLE fault (workspace_id text NOT NULL)", "fault: needs workspace_id uuid NOT NULL"],
    [`CREATE TABLE fault (${keyed})`, "fault: has no primary key"],
    [`CREATE TABLE fault (${keyed}, PRIMARY KEY (id, workspace_id))`, "fault: fault_pkey must begin with workspace_id"],
    ["ALTER TABLE task ADD CONSTRAINT fault UNIQUE (project_id, title)", "task: fault must begin with workspace_id"],
    ["CREATE INDEX fault ON task (project_id, workspace_id)", "task: fault must begin with workspace_id"],
    ["CREATE INDEX fault ON task (lower(title), workspace_id)", "task: fault must begin with workspace_id"],
    ["CREATE INDEX fault ON task USING gin (search_text gin_trgm_ops)", "task: fault must begin with workspace_id"],
    [
      `ALTER TABLE label ADD CONSTRAINT fault_key UNIQUE (workspace_id, color, id), ADD CONSTRAINT fault_key2 UNIQUE (id);
       ALTER TABLE task_label ADD CONSTRAINT fault FOREIGN KEY (label_id) REFERENCES label (id)`,
      "task_label: fault must refer to label by workspace_id and id",
    ],
    [
      `ALTER TABLE comment ADD CONSTRAINT fault FOREIGN KEY (workspace_id, deleted_root) REFERENCES task ON DELETE SET NULL`,
      "comment: fault must not SET NULL",
    ],
    [
      `ALTER TABLE comment ADD CONSTRAINT fault FOREIGN KEY (workspace_id, deleted_root) REFERENCES task ON DELETE SET NULL (deleted_root)`,
      "comment: fault must not SET NULL",
    ],
    [
      `CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
       CREATE TRIGGER fault BEFORE UPDATE ON task FOR EACH ROW EXECUTE FUNCTION fault()`,
      "task: trigger fault is not allowed",
    ],
    [
      "ALTER TABLE mail ADD COLUMN workspace_id uuid, ADD COLUMN task_id uuid, ADD CONSTRAINT fault FOREIGN KEY (workspace_id, task_id) REFERENCES task",
      "mail: global tables do not refer to task",
    ],
    ["CREATE INDEX fault ON push_delivery (expires_at)", "push_delivery: fault must begin with workspace_id"],
    [
      "DROP INDEX push_delivery_session_id_not_before_idx",
      "push_delivery: push_delivery_session_id_fkey cascades and needs an index on session_id",
    ],
    [
      `DROP INDEX push_delivery_session_id_not_before_idx;
       CREATE INDEX fault ON push_delivery (session_id) WHERE not_before IS NOT NULL AND expires_at > created_at`,
      "push_delivery: push_delivery_session_id_fkey cascades and needs an index on session_id",
    ],
    [
      `DROP INDEX notification_task_idx; CREATE INDEX fault ON notification (workspace_id, task_id) WHERE read_at IS NULL`,
      "notification: notification_workspace_id_task_id_fkey cascades and needs an index on workspace_id, task_id",
    ],
    ["ALTER TABLE task ADD COLUMN place serial", "task: place counts by a sequence"],
    ["ALTER TABLE task ADD COLUMN place int GENERATED ALWAYS AS IDENTITY", "task: place counts by a sequence"],
    ["ALTER TABLE task ALTER COLUMN id SET DEFAULT gen_random_uuid()", "task: id must have no default"],
    ['ALTER TABLE task ALTER COLUMN rank TYPE text COLLATE "default"', 'task: rank must be COLLATE "C"'],
    ["ALTER TABLE preference RENAME TO setting", "preference is listed as global but does not exist"],
  ])("reports: %s", async (sql, sentence) => {
    expect(lintCatalogue(await catalogueAfter(sql))).toContainEqual(expect.stringContaining(sentence));
  });
});

describe("the live catalogue", () => {
  test("equals catalogue.expected.txt", async () => {
    await expect(describeCatalogue(await catalogueAfter(""))).toMatchFileSnapshot("catalogue.expected.txt");
  });

  test.each([
    ["ALTER TABLE task DROP CONSTRAINT task_priority", "task constraint task_priority CHECK"],
    [
      "ALTER TABLE task DROP CONSTRAINT task_workspace_id_project_id_parent_id_fkey",
      "task constraint task_workspace_id_project_id_parent_id_fkey",
    ],
    ["DROP INDEX task_search_idx", "task index task_search_idx"],
    ['ALTER TABLE task ALTER COLUMN rank TYPE text COLLATE "default"', 'task column rank text collate "C" not null'],
    ["ALTER TABLE task ALTER COLUMN title DROP NOT NULL", "task column title text not null"],
  ])("differs after: %s", async (sql, lost) => {
    const expected = readFileSync(new URL("catalogue.expected.txt", import.meta.url), "utf8");
    expect(expected).toContain(lost);
    expect(describeCatalogue(await catalogueAfter(sql))).not.toContain(lost);
  });

  test("includes generated columns, triggers and exclusion constraints", async () => {
    const text = describeCatalogue(
      await catalogueAfter(`
        CREATE TABLE extra (a int, b int GENERATED ALWAYS AS (a + 1) STORED, EXCLUDE USING btree (a WITH =));
        CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
        CREATE TRIGGER watch BEFORE UPDATE ON extra FOR EACH ROW EXECUTE FUNCTION noop()`),
    );
    expect(text).toContain("extra column b integer generated ((a + 1))");
    expect(text).toContain("extra trigger watch");
    expect(text).toMatch(/^extra constraint extra_a_excl EXCLUDE USING btree/m);
  });
});

describe("models compared with migrations", () => {
  const comments = readModelComments(readModels(models));

  test("models and migrations describe the same structure", async () => {
    expect(await diffModels(database.ownerUrl)).toBeUndefined();
    expect(comments.checks.length).toBeGreaterThan(30);
    expect(await after("", (client) => diffModelComments(client, comments))).toEqual([]);
  });

  test("diffModels detects a model that changed without a migration", async () => {
    const changed = mkdtempSync(path.join(os.tmpdir(), "docket-models-"));
    try {
      cpSync(models, changed, { recursive: true });
      const file = path.join(changed, "models/task.prisma");
      writeFileSync(file, readFileSync(file, "utf8").replace("model Task {\n", "model Task {\n  mood String?\n"));
      expect(await diffModels(database.ownerUrl, changed)).toContain('ALTER TABLE "task" ADD COLUMN     "mood" TEXT');
    } finally {
      rmSync(changed, { recursive: true });
    }
  });

  test("diffModelComments detects a check or collation that exists on one side only", async () => {
    const lost = `ALTER TABLE task DROP CONSTRAINT task_priority, ALTER COLUMN rank TYPE text COLLATE "default";
                  ALTER TABLE task ADD CONSTRAINT task_mood CHECK (title <> '');
                  ALTER TABLE label DROP CONSTRAINT label_name, ADD CONSTRAINT label_name CHECK (length(name) < 9)`;
    expect(await after(lost, (client) => diffModelComments(client, comments))).toEqual([
      'ALTER TABLE "task" ALTER COLUMN "rank" SET DATA TYPE TEXT COLLATE "C";',
      'ALTER TABLE "label" DROP CONSTRAINT "label_name";',
      'ALTER TABLE "task" DROP CONSTRAINT "task_mood";',
      'ALTER TABLE "task" ADD CONSTRAINT "task_priority" CHECK (priority between 0 and 3);',
      'ALTER TABLE "label" ADD CONSTRAINT "label_name" CHECK (length(name) between 1 and 100);',
    ]);
  });
});
