import type { Prisma } from "@docket/db/generated/client";
import { CreateReminder, ListReminders, UpdateReminder } from "@docket/schema/reminder";
import type { Reminder, ReminderTime } from "@docket/schema/reminder";
import { REMINDER_SETTINGS_KEY } from "@docket/schema/reminder-settings";
import { CreateTask, CreateTasks, UpdateTask, UpdateTasks } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import type { When } from "@docket/schema/when";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listPendingReminders, listReminders } from "../../entities/reminder/queries.ts";
import { updateAccount } from "../../identity/account/mutations.ts";
import { setPreference } from "../../identity/preference/mutations.ts";
import type { Team } from "../../testing/team.ts";
import { changesOf, commandIn, createTeam } from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { undoCommand } from "../../workflows/undo/mutations.ts";
import { removeMember, setMember } from "../member/mutations.ts";
import { createTask, createTasks, updateTask, updateTasks } from "../task/mutations.ts";
import { skipOccurrences } from "../task/skip.ts";
import { completeTasks } from "../task/status.ts";
import { createReminder, deleteReminder, updateReminder } from "./mutations.ts";

// The database's clock decides what has passed, so the dates are far in its future or past.

let world: World;
let team: Team;
beforeAll(async () => {
  world = await createWorld();
  team = await createTeam(world);
});
afterAll(() => world.close());

const inTeam = () => commandIn(team.workspaceId);
const before = (offsetMinutes: number): ReminderTime => ({ basis: "due", offsetMinutes });

async function task(due: When | null, rest: object = {}) {
  const input = { ...inTeam(), id: uuidv7(), projectId: team.projectId, title: "Task", due, ...rest };
  return createTask(world.ctxOf(team.editor), CreateTask.parse(input));
}

const add = (person: Person, taskId: string, time: ReminderTime) =>
  createReminder(world.ctxOf(person), CreateReminder.parse({ ...inTeam(), id: uuidv7(), taskId, time }));

async function remindersOf(person: Person, taskId?: string): Promise<Reminder[]> {
  const input = ListReminders.parse({ workspaceId: team.workspaceId, taskId });
  return (await listReminders(world.ctxOf(person), input)).items;
}

async function instants(person: Person, taskId: string): Promise<(string | null)[]> {
  return (await remindersOf(person, taskId)).map(({ at }) => at);
}

describe("a reminder", () => {
  test("belongs to the person who creates it: others neither see nor change it", async () => {
    const { id } = await task({ date: "2100-05-01", time: "12:00", timeZone: "UTC" });
    const reminder = await add(team.viewer, id, before(30));
    expect(reminder).toMatchObject({ userId: team.viewer.id, at: "2100-05-01T11:30:00.000Z", firedAt: null });
    expect(await remindersOf(team.viewer, id)).toMatchObject([{ id: reminder.id }]);
    expect(await remindersOf(team.manager, id)).toEqual([]);
    const ref = { ...inTeam(), id: reminder.id };
    await expect(deleteReminder(world.ctxOf(team.manager), ref)).rejects.toMatchObject({ code: "not_found" });
    await expect(add(team.member, id, before(30))).rejects.toMatchObject({ code: "not_found" });
    await expect(remindersOf(team.member, id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is changed and deleted, each of which can be undone, and only its owner can read the changes", async () => {
    const { id: taskId } = await task({ date: "2100-05-01", time: "12:00", timeZone: "UTC" });
    const { id } = await add(team.viewer, taskId, before(30));
    const ctx = world.ctxOf(team.viewer);
    const change = UpdateReminder.parse({ ...inTeam(), id, time: { basis: "absolute", when: { date: "2100-01-02" } } });
    expect(await updateReminder(ctx, change)).toMatchObject({ basis: "absolute", at: "2100-01-02T09:00:00.000Z" });
    expect(await changesOf(world, change.commandId)).toMatchObject([
      { entity: "reminder", op: "update", audience: team.viewer.id, after: { when: { date: "2100-01-02" } } },
    ]);
    await undoCommand(ctx, { ...inTeam(), undo: change.commandId });
    expect(await instants(team.viewer, taskId)).toEqual(["2100-05-01T11:30:00.000Z"]);
    const deletion = { ...inTeam(), id };
    await deleteReminder(ctx, deletion);
    expect(await remindersOf(team.viewer, taskId)).toEqual([]);
    await undoCommand(ctx, { ...inTeam(), undo: deletion.commandId });
    expect(await remindersOf(team.viewer, taskId)).toMatchObject([{ id }]);
  });

  test("whose time has passed when it is set is not delivered", async () => {
    const { id } = await task({ date: "2000-05-01", time: "12:00", timeZone: "UTC" });
    expect((await add(team.viewer, id, before(30))).firedAt).not.toBeNull();
    expect((await add(team.viewer, id, { basis: "start", offsetMinutes: 0 })).at).toBeNull();
  });

  test("is pending while it has a time to come, its task is open and its owner can see the task", async () => {
    const due = { date: "2100-05-01", time: "12:00", timeZone: "UTC" };
    const [first, second, closed] = [await task(due), await task(due), await task(due)];
    const ids = async (person: Person) =>
      (await listPendingReminders(world.ctxOf(person), { workspaceId: team.workspaceId })).items;
    const known = new Set((await ids(team.viewer)).map(({ id }) => id));
    const [later, sooner] = [
      await add(team.viewer, first.id, before(30)),
      await add(team.viewer, second.id, before(60)),
    ];
    await add(team.viewer, closed.id, before(30));
    await add(team.viewer, first.id, { basis: "start", offsetMinutes: 0 });
    await add(team.manager, first.id, before(30));
    await completeTasks(world.ctxOf(team.editor), { ...inTeam(), ids: [closed.id] });
    const fresh = async () => (await ids(team.viewer)).filter(({ id }) => !known.has(id));
    expect(await fresh()).toEqual([sooner, later].map(({ id, taskId }) => ({ id, taskId })));
    await world.runtime.db.reminder.updateMany({ where: { id: sooner.id }, data: { firedAt: new Date() } });
    expect(await fresh()).toEqual([{ id: later.id, taskId: first.id }]);
    await expect(ids(team.stranger)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is created with its task in one command, which is undone as a whole", async () => {
    const id = uuidv7();
    const reminders = [{ id, time: before(60) }];
    const due = { date: "2100-05-01", time: "12:00", timeZone: "UTC" };
    const fields = { id: uuidv7(), projectId: team.projectId, title: "Task", due, reminders };
    const input = CreateTask.parse({ ...inTeam(), ...fields });
    const ctx = world.ctxOf(team.editor);
    await createTask(ctx, input);
    expect(await instants(team.editor, input.id)).toEqual(["2100-05-01T11:00:00.000Z"]);
    const undo = { ...inTeam(), undo: input.commandId };
    await undoCommand(ctx, undo);
    const row = { where: { workspaceId_id: { workspaceId: team.workspaceId, id } } };
    expect((await world.runtime.db.reminder.findUniqueOrThrow(row)).deletedAt).not.toBeNull();
    await undoCommand(ctx, { ...inTeam(), undo: undo.commandId });
    expect(await instants(team.editor, input.id)).toEqual(["2100-05-01T11:00:00.000Z"]);
  });
});

describe("the time of a reminder follows", () => {
  test("the date of its task, whoever changes it and also by undo, and is then due again", async () => {
    const { id } = await task({ date: "2100-05-01", time: "12:00", timeZone: "UTC" });
    const reminder = await add(team.viewer, id, before(30));
    await world.runtime.db.reminder.updateMany({ where: { id: reminder.id }, data: { firedAt: new Date() } });
    const due = { date: "2100-06-01", time: "08:00", timeZone: "UTC" };
    const change = UpdateTask.parse({ ...inTeam(), id, baseVersion: 1, set: { due } });
    await updateTask(world.ctxOf(team.editor), change);
    expect(await remindersOf(team.viewer, id)).toMatchObject([{ at: "2100-06-01T07:30:00.000Z", firedAt: null }]);
    await undoCommand(world.ctxOf(team.editor), { ...inTeam(), undo: change.commandId });
    expect(await instants(team.viewer, id)).toEqual(["2100-05-01T11:30:00.000Z"]);
    await updateTasks(world.ctxOf(team.editor), UpdateTasks.parse({ ...inTeam(), ids: [id], set: { due: null } }));
    expect(await instants(team.viewer, id)).toEqual([null]);
    await updateTasks(
      world.ctxOf(team.editor),
      UpdateTasks.parse({ ...inTeam(), ids: [id], set: { due: { date: "2000-01-01" } } }),
    );
    expect((await remindersOf(team.viewer, id))[0]?.firedAt).not.toBeNull();
  });

  test("the time zone and the settings of its owner, unless it was delivered", async () => {
    const { id } = await task({ date: "2100-01-05" });
    await add(team.guest, id, before(0));
    const delivered = await add(team.guest, id, before(10));
    await world.runtime.db.reminder.updateMany({ where: { id: delivered.id }, data: { firedAt: new Date() } });
    await add(team.viewer, id, before(0));
    const ctx = world.ctxOf(team.guest);
    await updateAccount(ctx, { timeZone: "America/New_York" });
    expect(await instants(team.guest, id)).toEqual(["2100-01-05T14:00:00.000Z", delivered.at]);
    await setPreference(ctx, { key: REMINDER_SETTINGS_KEY, value: { dayTime: "07:15" } });
    expect(await instants(team.guest, id)).toEqual(["2100-01-05T12:15:00.000Z", delivered.at]);
    expect(await instants(team.viewer, id)).toEqual(["2100-01-05T09:00:00.000Z"]);
  });

  test("the time zone of its owner, also if it has a date of its own without a zone", async () => {
    const person = team.manager;
    const { id } = await task(null);
    const when = { date: "2100-01-02", time: "10:00" };
    await add(person, id, { basis: "absolute", when });
    await add(person, id, { basis: "absolute", when: { ...when, timeZone: "UTC" } });
    await updateAccount(world.ctxOf(person), { timeZone: "America/New_York" });
    expect(await instants(person, id)).toEqual(["2100-01-02T15:00:00.000Z", "2100-01-02T10:00:00.000Z"]);
  });

  test("only the date from which it is counted: a delivered one is not due again when the other one changes", async () => {
    const { id } = await task({ date: "2100-01-05" });
    const reminder = await add(team.commenter, id, before(0));
    await world.runtime.db.reminder.updateMany({ where: { id: reminder.id }, data: { firedAt: new Date() } });
    await updateAccount(world.ctxOf(team.commenter), { timeZone: "America/New_York" });
    const set = { start: { date: "2100-01-03" } };
    await updateTasks(world.ctxOf(team.editor), UpdateTasks.parse({ ...inTeam(), ids: [id], set }));
    expect((await remindersOf(team.commenter, id))[0]?.firedAt).not.toBeNull();
  });
});

/** Runs work while another transaction has locked rows. */
async function whileLocked(rows: string, id: string, work: () => Promise<unknown>): Promise<void> {
  const client = await world.database.owner.pool.connect();
  try {
    await client.query("BEGIN");
    await client.query(`SELECT 1 FROM ${rows} FOR NO KEY UPDATE`, [id]);
    await work();
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

describe("moving reminders", () => {
  test("to another date does not wait for deleted ones or those with a date of their own", async () => {
    const { id } = await task({ date: "2100-05-01" });
    await add(team.viewer, id, { basis: "absolute", when: { date: "2100-01-02" } });
    const deleted = await add(team.guest, id, before(0));
    await deleteReminder(world.ctxOf(team.guest), { ...inTeam(), id: deleted.id });
    const due = { date: "2100-06-01" };
    await whileLocked("reminder WHERE task_id = $1", id, async () => {
      const change = UpdateTasks.parse({ ...inTeam(), ids: [id], set: { due } });
      expect((await updateTasks(world.ctxOf(team.editor), change)).items).toMatchObject([{ due }]);
    });
  });

  test("to another time zone does not wait for someone who changes the task", async () => {
    const person = await world.person("Traveller");
    const input = { ...commandIn(person.workspaceId), id: uuidv7(), title: "Task", due: { date: "2100-01-05" } };
    const ctx = world.ctxOf(person);
    const { id: taskId } = await createTask(ctx, CreateTask.parse({ ...input, projectId: person.inboxId }));
    const reminder = { ...commandIn(person.workspaceId), id: uuidv7(), taskId, time: before(0) };
    await createReminder(ctx, CreateReminder.parse(reminder));
    await whileLocked("task WHERE id = $1", taskId, () => updateAccount(ctx, { timeZone: "America/New_York" }));
    const { at } = await world.runtime.db.reminder.findFirstOrThrow({ where: { taskId } });
    expect(at?.toISOString()).toBe("2100-01-05T14:00:00.000Z");
  });
});

test("there can be 20 reminders of a person on a task, also after the deletion of some is undone", async () => {
  const { id } = await task({ date: "2100-05-01", time: "12:00", timeZone: "UTC" });
  const ctx = world.ctxOf(team.viewer);
  const first = await add(team.viewer, id, before(0));
  for (let count = 1; count < 20; count += 1) await add(team.viewer, id, before(count));
  await expect(add(team.viewer, id, before(30))).rejects.toMatchObject({ code: "conflict" });
  const deletion = { ...inTeam(), id: first.id };
  await deleteReminder(ctx, deletion);
  await add(team.viewer, id, before(30));
  await expect(undoCommand(ctx, { ...inTeam(), undo: deletion.commandId })).rejects.toMatchObject({ code: "conflict" });
});

describe("a default reminder", () => {
  test("is given to tasks that get a due date from a person with such a setting, unless they choose another", async () => {
    const ctx = world.ctxOf(team.editor);
    const timed = { date: "2100-05-01", time: "12:00", timeZone: "UTC" };
    expect(await remindersOf(team.editor, (await task(timed)).id)).toEqual([]);
    await setPreference(ctx, { key: REMINDER_SETTINGS_KEY, value: { minutesBefore: 15, onDay: true } });
    expect(await instants(team.editor, (await task(timed)).id)).toEqual(["2100-05-01T11:45:00.000Z"]);
    expect(await instants(team.editor, (await task({ date: "2100-05-01" })).id)).toEqual(["2100-05-01T09:00:00.000Z"]);
    expect(await instants(team.editor, (await task(timed, { reminders: [] })).id)).toEqual([]);
    const later = await task(null);
    expect(await instants(team.editor, later.id)).toEqual([]);
    const change = UpdateTask.parse({ ...inTeam(), id: later.id, baseVersion: 1, set: { due: timed } });
    await updateTask(ctx, change);
    expect(await instants(team.editor, later.id)).toEqual(["2100-05-01T11:45:00.000Z"]);
    await undoCommand(ctx, { ...inTeam(), undo: change.commandId });
    expect(await instants(team.editor, later.id)).toEqual([]);
    const several = [later.id, (await task(null)).id];
    await updateTasks(ctx, UpdateTasks.parse({ ...inTeam(), ids: several, set: { due: timed } }));
    for (const taskId of several) expect(await instants(team.editor, taskId)).toEqual(["2100-05-01T11:45:00.000Z"]);
    await setPreference(ctx, { key: REMINDER_SETTINGS_KEY, value: null });
  });
});

test("default reminders take the same number of statements for any number of tasks", async () => {
  const person = await world.person("Planner");
  const { workspaceId, inboxId: projectId } = person;
  const ctx = world.ctxOf(person);
  await setPreference(ctx, { key: REMINDER_SETTINGS_KEY, value: { onDay: true } });
  const { db } = world.runtime;
  const statementsFor = async (size: number) => {
    let count = 0;
    const counted = (tx: Prisma.TransactionClient) =>
      new Proxy(tx, {
        get: (target, name: keyof typeof tx) => {
          count += 1;
          return target[name];
        },
      });
    const counting = new Proxy(db, {
      get: (target, name: keyof typeof db) =>
        name !== "$transaction"
          ? target[name]
          : (work: (tx: Prisma.TransactionClient) => Promise<unknown>) =>
              target.$transaction((tx) => work(counted(tx))),
    });
    const items = Array.from({ length: size }, () => ({ id: uuidv7(), title: "Task", due: { date: "2100-05-01" } }));
    const input = CreateTasks.parse({ ...commandIn(workspaceId), projectId, items });
    await createTasks({ ...ctx, db: counting, now: () => ctx.now() }, input);
    const where = { taskId: { in: items.map(({ id }) => id) } };
    expect(await db.reminder.count({ where })).toBe(size);
    return count;
  };
  expect(await statementsFor(20)).toBe(await statementsFor(2));
});

test("the next occurrence of a repeating task has everyone's reminders, moved along", async () => {
  const due = { date: "2100-01-01", time: "12:00", timeZone: "UTC" };
  const recurrence = { rule: "FREQ=WEEKLY;WKST=MO", from: "schedule", catchUp: "all" };
  const { id } = await task(due, { recurrence });
  await add(team.viewer, id, before(30));
  await add(team.guest, id, { basis: "absolute", when: { date: "2099-12-31", time: "18:00", timeZone: "UTC" } });
  const ctx = world.ctxOf(team.editor);
  const complete = { ...inTeam(), ids: [id] };
  await completeTasks(ctx, complete);
  const next = await world.runtime.db.task.findFirstOrThrow({ where: { seriesId: id, status: "open" } });
  expect(await instants(team.viewer, next.id)).toEqual(["2100-01-08T11:30:00.000Z"]);
  expect(await instants(team.guest, next.id)).toEqual(["2100-01-07T18:00:00.000Z"]);
  await undoCommand(ctx, { ...inTeam(), undo: complete.commandId });
  expect(await instants(team.viewer, id)).toEqual(["2100-01-01T11:30:00.000Z"]);
});

test("skipping an occurrence moves everyone's reminders along, and undoing it moves them back", async () => {
  const due = { date: "2100-01-01", time: "12:00", timeZone: "UTC" };
  const recurrence = { rule: "FREQ=WEEKLY;WKST=MO", from: "schedule", catchUp: "all" };
  const { id } = await task(due, { recurrence });
  await add(team.viewer, id, before(30));
  await add(team.guest, id, { basis: "absolute", when: { date: "2099-12-31", time: "18:00", timeZone: "UTC" } });
  const ctx = world.ctxOf(team.editor);
  const skip = { ...inTeam(), ids: [id] };
  await skipOccurrences(ctx, skip);
  expect(await instants(team.viewer, id)).toEqual(["2100-01-08T11:30:00.000Z"]);
  expect(await instants(team.guest, id)).toEqual(["2100-01-07T18:00:00.000Z"]);
  await undoCommand(ctx, { ...inTeam(), undo: skip.commandId });
  expect(await instants(team.viewer, id)).toEqual(["2100-01-01T11:30:00.000Z"]);
  expect(await instants(team.guest, id)).toEqual(["2099-12-31T18:00:00.000Z"]);
});

test("the next occurrence has no reminders of people who have left the project", async () => {
  const recurrence = { rule: "FREQ=WEEKLY;WKST=MO", from: "schedule", catchUp: "all" };
  const { id } = await task({ date: "2100-01-01" }, { recurrence });
  const { id: userId } = team.commenter;
  for (const person of [team.commenter, team.viewer]) await add(person, id, before(30));
  await removeMember(world.ctxOf(team.manager), { ...inTeam(), projectId: team.projectId, userId });
  await completeTasks(world.ctxOf(team.editor), { ...inTeam(), ids: [id] });
  const next = await world.runtime.db.task.findFirstOrThrow({ where: { seriesId: id, status: "open" } });
  const reminders = await world.runtime.db.reminder.findMany({ where: { taskId: next.id } });
  expect(reminders.map((reminder) => reminder.userId)).toEqual([team.viewer.id]);
  await world.runtime.db.reminder.deleteMany({ where: { userId } });
  const member = { ...inTeam(), projectId: team.projectId, userId, role: "commenter" as const };
  await setMember(world.ctxOf(team.manager), member);
});

test("without a task, the reminders to come are listed", async () => {
  const person = team.commenter;
  const soon = await add(person, (await task({ date: "2100-05-01" })).id, before(0));
  await add(person, (await task({ date: "2000-05-01" })).id, before(0));
  expect((await remindersOf(person)).map(({ id }) => id)).toEqual([soon.id]);
});
