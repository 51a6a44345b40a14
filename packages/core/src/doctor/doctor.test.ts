import type { Id } from "@docket/schema/id";
import { CreateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTask } from "../task/mutations.ts";
import { joinWorkspace } from "../testing/feed.ts";
import type { Person, World } from "../testing/world.ts";
import { createWorld } from "../testing/world.ts";
import type { Finding } from "./examine.ts";
import { examineInstallation } from "./examine.ts";
import { INVARIANTS } from "./invariant.ts";

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

async function makeTask(parentId: Id | null): Promise<Id> {
  const { workspaceId, inboxId: projectId } = mira;
  const input = { workspaceId, projectId, parentId, commandId: uuidv7(), id: uuidv7(), title: "Paint the fence" };
  return (await createTask(world.ctxOf(mira), CreateTask.parse(input))).id;
}

const examine = async (): Promise<Finding[]> => {
  const { ownerUrl, appUrl, janitorUrl } = world.database;
  const place = { ownerUrl, appUrl, janitorUrl, words: "a test", stop: () => Promise.resolve() };
  return examineInstallation({ runtime: world.runtime, place }, () => {});
};

test("everything that the use cases make is in order", async () => {
  const findings = await examine();
  // The server of the tests may forget what it wrote: that makes them quick.
  const odd = findings.filter(({ verdict, name }) => verdict !== "good" && !name.includes("on disk"));
  expect(odd).toEqual([]);
  expect(findings.length).toBeGreaterThan(INVARIANTS.length);
});

/** For every invariant, how to break it. Each is done and undone in a transaction of its own. */
const plants: Record<string, () => string> = {
  "every change log is without gaps and ends where its counter says": () => "DELETE FROM change WHERE seq = 3",
  "every command has the changes that it says it made": () =>
    `UPDATE command SET last_seq = last_seq + 1 WHERE kind = 'task.create'`,
  "every workspace has an owner, unless it is in the trash": () =>
    "UPDATE workspace_member SET role = 'admin' WHERE role = 'owner'",
  "every project that is not in the trash has a manager": () => "UPDATE project_member SET role = 'editor'",
  "every inbox is its owner's alone": () =>
    `INSERT INTO project_member (workspace_id, project_id, user_id, role, rank) VALUES ('${mira.workspaceId}', '${mira.inboxId}', '${ada.id}', 'viewer', 'a0')`,
  "task numbers are below the project's next one": () => "UPDATE project_counter SET next_number = 1",
  "sub-tasks form trees, five levels deep at most": () =>
    `UPDATE task SET parent_id = '${child}' WHERE id = '${parent}'`,
  "no live task hangs below a trashed one or in a trashed section": () =>
    `UPDATE task SET deleted_at = now(), deleted_root = id WHERE id = '${parent}'`,
  "assigned people are members of the task's project": () =>
    `INSERT INTO task_assignee (workspace_id, task_id, user_id) VALUES ('${mira.workspaceId}', '${parent}', '${ada.id}')`,
  "the installation has an active owner, once it is set up": () => "UPDATE user_account SET role = 'user'",
};

describe("each invariant finds what breaks it", () => {
  test.each(INVARIANTS)("$name", async ({ name, faults }) => {
    const client = await world.database.owner.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query(plants[name]!());
      const { rows } = await client.query<{ what: string }>(faults);
      expect(rows.length).toBeGreaterThan(0);
      expect(rows[0]?.what).toMatch(/\w/);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });
});

test("texts that are searched by something else than what they say are found", async () => {
  const { pool } = world.database.owner;
  await pool.query("UPDATE task SET search_text = ' other ' WHERE id = $1", [child]);
  const findings = await examine();
  expect(findings.find(({ name }) => name.startsWith("what is searched"))).toMatchObject({
    verdict: "fault",
    count: 1,
    faults: [`task ${child} of workspace ${mira.workspaceId}`],
  });
});

test("one role for everything is noted, not condemned", async () => {
  const { owner, ownerUrl, janitorUrl } = world.database;
  const place = { ownerUrl, appUrl: ownerUrl, janitorUrl, words: "a test", stop: () => Promise.resolve() };
  const findings = await examineInstallation({ runtime: { ...world.runtime, pool: owner.pool }, place }, () => {});
  expect(findings.find(({ name }) => name.startsWith("the application can only add"))?.verdict).toBe("advice");
});
