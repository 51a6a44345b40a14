import { createDatabase } from "@docket/db/client";
import type { Id } from "@docket/schema/id";
import { CreateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { createTask } from "../../commands/task/mutations.ts";
import { joinWorkspace } from "../../testing/feed.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import type { Finding } from "./examine.ts";
import { examineInstallation } from "./examine.ts";
import { INVARIANTS } from "./invariant.ts";
import { examineDaily, lastExamination } from "./last-examination.ts";
import { replayTasks } from "./replay.ts";

let world: World;
let mira: Person;
let ada: Person;
let parent: Id;
let child: Id;
beforeAll(async () => {
  world = await createWorld();
  mira = await world.person("Mira", { role: "owner" });
  ada = await world.person("Ada");
  await joinWorkspace(world, mira.workspaceId, ada, "member");
  parent = await makeTask(null);
  child = await makeTask(parent);
});
afterAll(() => world.close());

async function makeTask(parentId: Id | null, more: Partial<z.input<typeof CreateTask>> = {}): Promise<Id> {
  const { workspaceId, inboxId: projectId } = mira;
  const input = {
    workspaceId,
    projectId,
    parentId,
    commandId: uuidv7(),
    id: uuidv7(),
    title: "Paint the fence",
    ...more,
  };
  return (await createTask(world.ctxOf(mira), CreateTask.parse(input))).id;
}

const examine = async (): Promise<Finding[]> => {
  const { ownerUrl, appUrl, janitorUrl } = world.database;
  const place = { ownerUrl, appUrl, janitorUrl, description: "a test", stop: () => Promise.resolve() };
  return examineInstallation({ runtime: world.runtime, place }, () => {});
};

/**
 * Returns the checks that found a problem, except the durability check: the test server runs with durability off for
 * speed.
 */
const faultyChecks = async () =>
  (await examine()).filter(({ verdict, name }) => verdict === "fault" && !name.includes("on disk"));

test("finds no problems in data created by the use cases", async () => {
  const findings = await examine();
  // The test server runs with durability off for speed.
  const odd = findings.filter(({ verdict, name }) => verdict !== "good" && !name.includes("on disk"));
  expect(odd).toEqual([]);
  expect(findings.length).toBeGreaterThan(INVARIANTS.length);
});

/**
 * For each invariant, a statement that violates it. Each statement runs in its own transaction, which is rolled back.
 */
const violations: Record<string, () => string> = {
  "every change log has no gaps and ends at its counter": () => "DELETE FROM change WHERE seq = 3",
  "every command has as many changes as it recorded": () =>
    `UPDATE command SET last_seq = last_seq + 1 WHERE kind = 'task.create'`,
  "nothing is missing that was not permanently deleted": () => `DELETE FROM task WHERE id = '${child}'`,
  "versions of sections, projects, labels and comments match the change log": () =>
    "UPDATE project SET version = version + 1",
  "import records refer only to entities that still exist": () =>
    `INSERT INTO foreign_ref (workspace_id, source, source_id, entity, entity_id, import_id)
     VALUES ('${mira.workspaceId}', 'todoist', '1', 'task', '${uuidv7()}', '${uuidv7()}')`,
  "every workspace has an owner, unless it is in the trash": () =>
    "UPDATE workspace_member SET role = 'admin' WHERE role = 'owner'",
  "every project that is not in the trash has a manager": () => "UPDATE project_member SET role = 'editor'",
  "every inbox has only its owner as a member": () =>
    `INSERT INTO project_member (workspace_id, project_id, user_id, role, rank) VALUES ('${mira.workspaceId}', '${mira.inboxId}', '${ada.id}', 'viewer', 'a0')`,
  "task numbers are below the project's next one": () => "UPDATE project_counter SET next_number = 1",
  "sub-tasks form trees that are at most five levels deep": () =>
    `UPDATE task SET parent_id = '${child}' WHERE id = '${parent}'`,
  "no active task is below a trashed task or in a trashed section": () =>
    `UPDATE task SET deleted_at = now(), deleted_root = id WHERE id = '${parent}'`,
  "assigned people are members of the task's project": () =>
    `INSERT INTO task_assignee (workspace_id, task_id, user_id) VALUES ('${mira.workspaceId}', '${parent}', '${ada.id}')`,
  "the installation has an active owner, once it is set up": () => "UPDATE user_account SET role = 'user'",
};

describe("the query of each invariant finds a violation", () => {
  test.each(INVARIANTS)("$name", async ({ name, faults }) => {
    const client = await world.database.owner.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query(violations[name]!());
      const { rows } = await client.query<{ what: string }>(faults);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows[0]?.what).toMatch(/\w/);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });
});

const STRUCTURE = "tables, constraints and indexes match the migrations";
const REPLAY = "every task matches its change log";

describe("finds manual changes and nothing else", () => {
  test.each([
    ["a task's version lowered", REPLAY, "UPDATE task SET version = 0 WHERE id = $1", "version 0 instead of 1"],
    ["a rank made invalid", REPLAY, "UPDATE task SET rank = '!' WHERE id = $1", "its rank is invalid"],
    ["a rank doubled", REPLAY, "UPDATE task SET rank = 'a0V' WHERE id = $1", "rank differs"],
    [
      "a forged line of the log",
      REPLAY,
      `UPDATE change SET after = after || '{"title":"Forged"}' WHERE entity_id = $1`,
      "title differs",
    ],
    [
      "due_at moved against due_on",
      REPLAY,
      "UPDATE task SET due_at = due_at + interval '1 hour' WHERE id = $1",
      "due_at does not match due_on",
    ],
  ])("%s", async (_name, check, statement, fault) => {
    const id = await makeTask(null, { due: { date: "2026-12-01", time: "09:00", timeZone: "Europe/Berlin" } });
    const { pool } = world.database.owner;
    const before = await pool.query<{ task: unknown; change: unknown }>(
      "SELECT to_jsonb(t) AS task, (SELECT to_jsonb(c) FROM change c WHERE c.entity_id = t.id) AS change FROM task t WHERE id = $1",
      [id],
    );
    expect(await faultyChecks()).toEqual([]);
    await pool.query(statement, [id]);
    const faults = await faultyChecks();
    expect(faults).toMatchObject([{ name: check, count: 1, faults: [expect.stringContaining(fault)] }]);
    await pool.query(
      `UPDATE task t SET (version, rank, due_at) = (SELECT version, rank, due_at FROM jsonb_populate_record(null::task, $1)) WHERE t.id = $2`,
      [before.rows[0]?.task, id],
    );
    await pool.query("UPDATE change SET after = $1::jsonb -> 'after' WHERE entity_id = $2", [
      before.rows[0]?.change,
      id,
    ]);
    expect(await faultyChecks()).toEqual([]);
  });

  test.each([
    [
      "the search index",
      "DROP INDEX task_search_idx",
      "CREATE INDEX task_search_idx ON task USING gin (workspace_id uuid_ops, search_text gin_trgm_ops)",
      "task index task_search_idx",
    ],
    [
      "a check",
      "ALTER TABLE task DROP CONSTRAINT task_priority",
      "ALTER TABLE task ADD CONSTRAINT task_priority CHECK (priority BETWEEN 0 AND 3)",
      "task constraint task_priority",
    ],
  ])("%s dropped", async (_name, drop, create, fault) => {
    const { pool } = world.database.owner;
    await pool.query(drop);
    const faults = await faultyChecks();
    await pool.query(create);
    expect(faults).toMatchObject([{ name: STRUCTURE, count: 1, faults: [expect.stringContaining(fault)] }]);
    expect(await faultyChecks()).toEqual([]);
  });
});

test("runs the scheduled examination once a day and stores its result", async () => {
  const { runtime, database } = world;
  const { ownerUrl, appUrl, janitorUrl } = database;
  const place = { ownerUrl, appUrl, janitorUrl, description: "a test", stop: () => Promise.resolve() };
  expect(await lastExamination(runtime.db)).toBeNull();
  await examineDaily({ runtime, place });
  const first = await lastExamination(runtime.db);
  expect(first?.findings.find(({ name }) => name === REPLAY)).toEqual({ name: REPLAY, verdict: "good", count: 0 });
  world.advanceClock({ hours: 23 });
  await examineDaily({ runtime, place });
  expect((await lastExamination(runtime.db))?.at).toBe(first?.at);
  world.advanceClock({ hours: 1 });
  await examineDaily({ runtime, place });
  expect((await lastExamination(runtime.db))?.at).not.toBe(first?.at);
});

test("finds search text that doesn't match its entity", async () => {
  const { pool } = world.database.owner;
  await pool.query("UPDATE task SET search_text = ' other ' WHERE id = $1", [child]);
  const findings = await examine();
  expect(findings.find(({ name }) => name.startsWith("search texts match"))).toMatchObject({
    verdict: "fault",
    count: 1,
    faults: [`task ${child} of workspace ${mira.workspaceId}`],
  });
});

test("reports the use of a single database role as advice, not as a fault", async () => {
  const { owner, ownerUrl, janitorUrl } = world.database;
  const place = { ownerUrl, appUrl: ownerUrl, janitorUrl, description: "a test", stop: () => Promise.resolve() };
  const findings = await examineInstallation({ runtime: { ...world.runtime, pool: owner.pool }, place }, () => {});
  expect(findings.find(({ name }) => name.startsWith("the application can only append"))?.verdict).toBe("advice");
});

/** Statement that copies a task and its log entry $4 times. */
const COPY = `
  WITH seq AS (
    UPDATE workspace_counter SET change_seq = change_seq + $4 WHERE workspace_id = $1 RETURNING change_seq - $4 AS first
  ), number AS (
    UPDATE project_counter SET next_number = next_number + $4 WHERE project_id = $2 RETURNING next_number - $4 AS first
  ), copies AS (
    SELECT gen_random_uuid() AS id, i, number.first + i AS number FROM number, generate_series(0, $4 - 1) i
  ), tasks AS (
    INSERT INTO task SELECT made.* FROM task t, copies c,
      jsonb_populate_record(t, jsonb_build_object('id', c.id, 'number', c.number)) made
    WHERE t.id = $3
  )
  INSERT INTO change SELECT made.* FROM change l, copies c, seq,
    jsonb_populate_record(l, jsonb_build_object('seq', seq.first + c.i + 1, 'entity_id', c.id,
      'after', l.after || jsonb_build_object('number', c.number))) made
  WHERE l.entity_id = $3 RETURNING entity_id AS id`;

test("replays 20,000 tasks and finds the inconsistent one", { timeout: 120_000 }, async () => {
  const { ownerUrl: url } = world.database;
  const owner = createDatabase({ url, poolSize: 1, statementTimeoutMs: 100_000, queryTimeoutMs: 100_000 });
  try {
    const original = await makeTask(null);
    await owner.pool.query(COPY, [mira.workspaceId, mira.inboxId, original, 500]);
    // Without statistics, the foreign key checks would be planned for an empty table.
    await owner.pool.query("ANALYZE");
    const { rows } = await owner.pool.query<{ id: string }>(COPY, [mira.workspaceId, mira.inboxId, original, 19_500]);
    const wrong = rows[12_345]?.id;
    await owner.pool.query("UPDATE task SET priority = 3 WHERE id = $1", [wrong]);
    expect(await replayTasks(owner.prisma)).toEqual([
      `task ${wrong} of workspace ${mira.workspaceId}: priority differs`,
    ]);
    await owner.pool.query("UPDATE task SET priority = 0 WHERE id = $1", [wrong]);
  } finally {
    await owner.close();
  }
});
