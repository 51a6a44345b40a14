import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { CreateReminder } from "@docket/schema/reminder";
import { CreateTask, UpdateTasks } from "@docket/schema/task";
import { cpuTimeOf } from "@docket/schema/testing/cpu-time";
import { uuidv7 } from "@docket/schema/uuid";
import type { When } from "@docket/schema/when";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createReminder } from "../../commands/reminder/mutations.ts";
import { createTask, updateTasks } from "../../commands/task/mutations.ts";
import { completeTasks, reopenTasks } from "../../commands/task/status.ts";
import { restoreTasks, trashTasks } from "../../commands/task/trash.ts";
import type { Team } from "../../testing/team.ts";
import { commandIn, createTeam } from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { deliverDue } from "./due-reminders.ts";

let world: World;
let team: Team;
beforeAll(async () => {
  world = await createWorld({ poolSize: 10 });
  team = await createTeam(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.runtime.db.reminder.deleteMany({});
  await world.runtime.db.notification.deleteMany({});
});

const inTeam = () => commandIn(team.workspaceId);

const MAY_NOON = { date: "2100-05-01", time: "12:00", timeZone: "UTC" };

/** Creates a task with a due date in the future, and a reminder of each person at that time. */
async function remindedTask(people: Person[], due: When = MAY_NOON): Promise<Id> {
  const input = { ...inTeam(), id: uuidv7(), projectId: team.projectId, title: "Task", due };
  const { id: taskId } = await createTask(world.ctxOf(team.editor), CreateTask.parse(input));
  for (const person of people) {
    const reminder = { ...inTeam(), id: uuidv7(), taskId, time: { basis: "due", offsetMinutes: 0 } };
    await createReminder(world.ctxOf(person), CreateReminder.parse(reminder));
  }
  return taskId;
}

/** Delivers what is due when the database's clock shows this time. */
const deliverAt = (time: string) => deliverDue(world.runtime, { now: Prisma.sql`${time}::timestamptz` });

const NOON = "2100-05-01T12:00:00Z";

async function told(): Promise<string[]> {
  const rows = await world.runtime.db.notification.findMany({ where: { kind: "reminder" } });
  return rows.map(({ taskId, userId }) => `${taskId} ${userId}`).sort();
}

test("is delivered once at its time, and its person's pages are told in the change log", async () => {
  const taskId = await remindedTask([team.viewer, team.editor]);
  await deliverAt("2100-05-01T11:59:59Z");
  expect(await told()).toEqual([]);
  for (let round = 0; round < 3; round += 1) await deliverAt(NOON);
  expect(await told()).toEqual([`${taskId} ${team.viewer.id}`, `${taskId} ${team.editor.id}`].sort());
  const lines = await world.runtime.db.change.findMany({ where: { entity: "notification" } });
  expect(new Set(lines.map(({ audience }) => audience))).toEqual(new Set([team.viewer.id, team.editor.id]));
  expect(lines).toHaveLength(2);
});

test("is delivered late if no server was running, and not again when the clock is set back by an hour", async () => {
  const taskId = await remindedTask([team.viewer]);
  await deliverAt("2100-05-03T12:00:00Z");
  expect(await told()).toEqual([`${taskId} ${team.viewer.id}`]);
  await deliverAt("2100-05-01T11:00:00Z");
  await deliverAt(NOON);
  expect(await told()).toHaveLength(1);
});

test("in a gap of the clock is delivered when the time would have been", async () => {
  await remindedTask([team.viewer], { date: "2099-03-29", time: "02:30", timeZone: "Europe/Berlin" });
  await deliverAt("2099-03-29T01:29:59Z");
  expect(await told()).toEqual([]);
  await deliverAt("2099-03-29T01:30:00Z");
  expect(await told()).toHaveLength(1);
});

test("is not delivered for a task that is completed or in the trash, or to someone who can't see it, even later", async () => {
  const completed = await remindedTask([team.viewer]);
  await completeTasks(world.ctxOf(team.editor), { ...inTeam(), ids: [completed] });
  const trashed = await remindedTask([team.viewer]);
  await trashTasks(world.ctxOf(team.editor), { ...inTeam(), ids: [trashed] });
  await remindedTask([team.guest]);
  const { db } = world.runtime;
  const membership = { where: { projectId: team.projectId, userId: team.guest.id } };
  await db.projectMember.deleteMany(membership);
  expect(await deliverAt(NOON)).toBe(3);
  await reopenTasks(world.ctxOf(team.editor), { ...inTeam(), ids: [completed] });
  await db.projectMember.create({
    data: { workspaceId: team.workspaceId, ...membership.where, role: "viewer", rank: "a1" },
  });
  await deliverAt(NOON);
  expect(await told()).toEqual([]);
});

/** Changes that hide a task for a while, and those that end them. */
const HIDING = {
  archived: [archive(true), archive(false)],
  "in the trash": [
    (id: Id) => trashTasks(world.ctxOf(team.editor), { ...inTeam(), ids: [id] }),
    (id: Id) => restoreTasks(world.ctxOf(team.editor), { ...inTeam(), ids: [id] }),
  ],
} as const;

function archive(isArchived: boolean) {
  return (id: Id) =>
    updateTasks(world.ctxOf(team.editor), UpdateTasks.parse({ ...inTeam(), ids: [id], set: { isArchived } }));
}

test.each(["archived", "in the trash"] as const)(
  "is not delivered while the task is %s, nor afterwards if its time has passed",
  async (state) => {
    const [hide, show] = HIDING[state];
    const taskId = await remindedTask([team.viewer]);
    await hide(taskId);
    expect(await deliverAt(NOON)).toBe(1);
    await show(taskId);
    expect(await deliverAt("2100-05-02T12:00:00Z")).toBe(0);
    expect(await told()).toEqual([]);
  },
);

test.each(["archived", "in the trash"] as const)(
  "is delivered at its time if the task is no longer %s by then",
  async (state) => {
    const [hide, show] = HIDING[state];
    const taskId = await remindedTask([team.viewer]);
    await hide(taskId);
    await deliverAt("2100-05-01T11:59:59Z");
    await show(taskId);
    await deliverAt(NOON);
    expect(await told()).toEqual([`${taskId} ${team.viewer.id}`]);
  },
);

test("is not delivered to a suspended account", async () => {
  await remindedTask([team.commenter]);
  const { db } = world.runtime;
  await db.userAccount.update({ where: { id: team.commenter.id }, data: { status: "suspended" } });
  await deliverAt(NOON);
  await db.userAccount.update({ where: { id: team.commenter.id }, data: { status: "active" } });
  expect(await told()).toEqual([]);
});

/** Inserts reminders of the viewer that are due at noon. */
async function manyReminders(count: number): Promise<void> {
  const taskId = await remindedTask([]);
  await world.database.owner.pool.query(
    `INSERT INTO reminder (workspace_id, id, task_id, user_id, basis, offset_minutes, at)
     SELECT $1, gen_random_uuid(), $2, $3, 'due', 0, $4 FROM generate_series(1, $5::int)`,
    [team.workspaceId, taskId, team.viewer.id, NOON, count],
  );
}

test("10,000 are delivered once and within a CPU limit by four runners, one of which is always interrupted", async () => {
  await manyReminders(10_000);
  const { db } = world.runtime;
  let interrupted = 0;
  const failing = {
    ...world.runtime,
    db: new Proxy(db, {
      get: (target, name: keyof typeof db) =>
        name !== "$transaction"
          ? target[name]
          : (work: (tx: Prisma.TransactionClient) => Promise<unknown>) =>
              target.$transaction(async (tx) => {
                await work(tx);
                interrupted += 1;
                throw new Error("The process was killed.");
              }),
    }),
  };
  const now = Prisma.sql`${NOON}::timestamptz`;
  const run = async (runtime: typeof world.runtime) => {
    for (let round = 0; round < 5; round += 1) await deliverDue(runtime, { now }).catch(() => undefined);
  };
  const cpu = await cpuTimeOf(async () => {
    await Promise.all([run(failing as typeof world.runtime), ...[1, 2, 3].map(() => run(world.runtime))]);
    await deliverAt(NOON);
  });
  expect(cpu).toBeLessThan(10_000);
  expect(interrupted).toBeGreaterThan(0);
  expect(await told()).toHaveLength(10_000);
  expect(await db.reminder.count({ where: { firedAt: null } })).toBe(0);
});
