import type { Id } from "@docket/schema/id";
import { CreateReminder } from "@docket/schema/reminder";
import { CreateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import type { When } from "@docket/schema/when";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createReminder } from "../commands/reminder/mutations.ts";
import { createTask } from "../commands/task/mutations.ts";
import type { Person, World } from "../testing/world.ts";
import { createWorld } from "../testing/world.ts";
import { examineInstallation } from "./doctor/examine.ts";
import { recomputeInstants, timeZoneJob } from "./time-zone-database.ts";

const NINE_IN_BERLIN = { date: "2026-12-01", time: "09:00", timeZone: "Europe/Berlin" };
const RIGHT = new Date("2026-12-01T08:00:00Z");
const WRONG = new Date("2026-12-01T07:00:00Z");
const OLD = "2020a";

let world: World;
let mira: Person;
beforeAll(async () => {
  world = await createWorld();
  mira = await world.person("Mira", { role: "owner" });
});
afterAll(() => world.close());
beforeEach(() => world.runtime.db.instanceSetting.deleteMany({ where: { key: "time_zone_database" } }));

async function makeTask(dates: { start?: When; due?: When }): Promise<Id> {
  const { workspaceId, inboxId: projectId } = mira;
  const input = { workspaceId, projectId, commandId: uuidv7(), id: uuidv7(), title: "Paint the fence", ...dates };
  return (await createTask(world.ctxOf(mira), CreateTask.parse(input))).id;
}

const plant = (id: Id) =>
  world.database.owner.pool.query(
    "UPDATE task SET start_at = start_at - interval '1 hour', due_at = due_at - interval '1 hour' WHERE id = $1",
    [id],
  );

const readTask = (id: Id) => world.runtime.db.task.findFirstOrThrow({ where: { id } });

const storeVersion = (value: string) =>
  world.runtime.db.instanceSetting.create({ data: { key: "time_zone_database", value } });

const storedVersion = async () =>
  (await world.runtime.db.instanceSetting.findUnique({ where: { key: "time_zone_database" } }))?.value;

/** Returns the checks that found something about tasks and instants. */
async function findings(): Promise<string[]> {
  const { ownerUrl, appUrl, janitorUrl } = world.database;
  const place = { ownerUrl, appUrl, janitorUrl, description: "a test", stop: () => Promise.resolve() };
  const found = await examineInstallation({ runtime: world.runtime, place }, () => {});
  return found
    .filter(({ verdict, name }) => verdict !== "good" && !name.includes("on disk"))
    .flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`));
}

test("recomputes wrong instants after a change of the time zone database, and nothing else", async () => {
  const id = await makeTask({ start: NINE_IN_BERLIN, due: NINE_IN_BERLIN });
  const floating = await makeTask({ due: { date: "2026-12-01", time: "09:00" } });
  const [before, unchanged] = [await readTask(id), await readTask(floating)];
  await plant(id);
  expect(await readTask(id)).toMatchObject({ startAt: WRONG, dueAt: WRONG });

  expect(await recomputeInstants(world.runtime)).toBe(2);
  expect(await readTask(id)).toEqual({ ...before, startAt: RIGHT, dueAt: RIGHT });
  expect(await readTask(floating)).toEqual(unchanged);
  expect(await storedVersion()).toBe(process.versions.tz);
});

test("recomputes the instants of reminders that have not been delivered", async () => {
  const taskId = await makeTask({ due: NINE_IN_BERLIN });
  const { workspaceId } = mira;
  const ids = { pending: "", delivered: "" };
  for (const name of ["pending", "delivered"] as const) {
    const input = { workspaceId, commandId: uuidv7(), id: uuidv7(), taskId, time: { basis: "due", offsetMinutes: 0 } };
    ids[name] = (await createReminder(world.ctxOf(mira), CreateReminder.parse(input))).id;
  }
  const { db } = world.runtime;
  await db.reminder.updateMany({ where: { taskId }, data: { at: WRONG, firedAt: null } });
  await db.reminder.updateMany({ where: { id: ids.delivered }, data: { firedAt: WRONG } });
  await recomputeInstants(world.runtime);
  const rows = await db.reminder.findMany({ where: { taskId } });
  expect(Object.fromEntries(rows.map((row) => [row.id, row.at]))).toEqual({
    [ids.pending]: RIGHT,
    [ids.delivered]: WRONG,
  });
});

test("the doctor reports wrong instants and another time zone database, until the job has run", async () => {
  const id = await makeTask({ due: NINE_IN_BERLIN });
  await storeVersion(OLD);
  await plant(id);
  expect(await findings()).toEqual([
    expect.stringContaining(`task ${id} of workspace ${mira.workspaceId}: due_at does not match due_on`),
    expect.stringContaining(`computed with version ${OLD}`),
  ]);
  await timeZoneJob(world.runtime)(new AbortController().signal);
  expect(await findings()).toEqual([]);
});

test("does nothing with the stored version, and reads every task again after an interruption", async () => {
  const id = await makeTask({ due: NINE_IN_BERLIN });
  await storeVersion(OLD);
  await plant(id);
  expect(await recomputeInstants(world.runtime, { version: OLD })).toBe(0);

  const job = timeZoneJob(world.runtime);
  await job(AbortSignal.abort());
  expect(await storedVersion()).toBe(OLD);
  await job(new AbortController().signal);
  expect(await readTask(id)).toMatchObject({ dueAt: RIGHT });
  expect(await storedVersion()).toBe(process.versions.tz);
});

test("leaves a date whose zone no longer exists, which the doctor reports", async () => {
  const id = await makeTask({ due: NINE_IN_BERLIN });
  const { pool } = world.database.owner;
  await pool.query("UPDATE task SET due_zone = 'Europe/Atlantis' WHERE id = $1", [id]);
  await recomputeInstants(world.runtime);
  expect(await readTask(id)).toMatchObject({ dueAt: RIGHT });
  expect(await findings()).toEqual([expect.stringContaining("due_zone is unknown")]);
});

test("corrects more tasks than one statement reads", async () => {
  const id = await makeTask({ due: NINE_IN_BERLIN });
  const { pool } = world.database.owner;
  await pool.query(
    `INSERT INTO task SELECT made.* FROM task t, generate_series(1, 1200) i,
       jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'number', 1000 + i)) made
     WHERE t.id = $1`,
    [id],
  );
  await pool.query("UPDATE task SET due_at = due_at + interval '30 minutes' WHERE due_zone = 'Europe/Berlin'");
  await recomputeInstants(world.runtime);
  const { rows } = await pool.query("SELECT id FROM task WHERE due_zone = 'Europe/Berlin' AND due_at <> $1", [RIGHT]);
  expect(rows).toEqual([]);
});
