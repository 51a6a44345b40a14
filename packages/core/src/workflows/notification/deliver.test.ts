import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { NOTIFICATION_SETTINGS_KEY } from "@docket/schema/notification-settings";
import { CreateReminder } from "@docket/schema/reminder";
import { CreateTask, UpdateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createComment } from "../../commands/comment/mutations.ts";
import { createReminder } from "../../commands/reminder/mutations.ts";
import { createTask, updateTask } from "../../commands/task/mutations.ts";
import { completeTasks } from "../../commands/task/status.ts";
import { trashTasks } from "../../commands/task/trash.ts";
import { setPreference } from "../../identity/preference/mutations.ts";
import { createSmtpSink } from "../../testing/smtp-sink.ts";
import type { Team } from "../../testing/team.ts";
import { commandIn, createTeam } from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { sendNotificationMails } from "./deliver.ts";
import { deliverDue } from "./due-reminders.ts";
import { markNotificationsRead } from "./mutations.ts";
import { countNotifications } from "./queries.ts";
import { relayChanges } from "./relay.ts";
import { openUnsubscribeToken, unsubscribe } from "./unsubscribe.ts";

const { sink, start, stop } = createSmtpSink();
let world: World;
let team: Team;
beforeAll(async () => {
  await start();
  world = await createWorld({
    settings: { SMTP_URL: `smtp://127.0.0.1:${sink.port}`, MAIL_FROM: "docket@example.org" },
  });
  team = await createTeam(world);
});
afterAll(async () => {
  await world.close();
  await stop();
});
beforeEach(async () => {
  world.setTime("2026-11-23T12:00:00.000Z");
  await relayChanges(world.runtime);
  await world.runtime.db.notification.deleteMany({});
  sink.isRefusing = false;
  sink.delivered.length = 0;
});

const inTeam = () => commandIn(team.workspaceId);

/** Sends what is due according to the clock of the test. */
const send = (runtime = world.runtime) =>
  sendNotificationMails(runtime, { now: Prisma.sql`${world.runtime.clock()}::timestamptz` });

const queued = () => world.runtime.db.notificationDelivery.findMany({ where: { sentAt: null } });

const choose = (person: Person, value: object | null) =>
  setPreference(world.ctxOf(person), { key: NOTIFICATION_SETTINGS_KEY, value: value as never });

/** Creates a task that is assigned to the editor, and derives the notification. */
async function assignedTask(title = "Paint the fence"): Promise<Id> {
  const input = { ...inTeam(), id: uuidv7(), projectId: team.projectId, title, assigneeIds: [team.editor.id] };
  const { id } = await createTask(world.ctxOf(team.manager), CreateTask.parse(input));
  await relayChanges(world.runtime);
  return id;
}

const assignedNow = { kinds: { assigned: { email: "now" } } };

/** Returns the emails as one text each, without the line breaks of their encoding. */
const emails = () => sink.delivered.map(({ raw }) => raw.replaceAll("=\r\n", "").replaceAll("=3D", "="));

const messageIds = () => emails().map((email) => /^Message-ID: (\S+)/m.exec(email)?.[1]);

/** Returns the token in the header of the first email, whose lines may be folded. */
function unsubscribeToken(): string {
  const headers = (sink.delivered[0]?.raw ?? "").replaceAll(/\r\n[ \t]+/g, "");
  return /List-Unsubscribe: ?<[^>]*?token=([\w-]+)>/.exec(headers)?.[1] ?? "";
}

test("is sent once by several processes, as text and HTML, with a link to the task and one that ends such emails", async () => {
  await choose(team.editor, assignedNow);
  const id = await assignedTask();
  const counts = await Promise.all([1, 2, 3].map(() => send()));
  expect(counts.reduce((sum, count) => sum + count)).toBe(1);
  const [email = ""] = emails();
  expect(sink.delivered).toMatchObject([{ recipients: [team.editor.email] }]);
  for (const part of [
    "Subject: Manager assigned you to Paint the fence",
    "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    "Message-ID: <notification.",
    "text/plain",
    "text/html",
    `/w/${team.owner.slug}/p/${team.projectId}?task=${id}`,
  ])
    expect(email).toContain(part);
  await unsubscribe(world.runtime, unsubscribeToken());
  await assignedTask();
  expect(await send()).toBe(0);
  expect(await queued()).toEqual([]);
});

test("describes several notifications of a kind in one email, and is in the language of the reader", async () => {
  await choose(team.editor, assignedNow);
  await world.runtime.db.userAccount.update({ where: { id: team.editor.id }, data: { locale: "de" } });
  for (const title of ["One", "Two"]) await assignedTask(title);
  expect(await send()).toBe(1);
  const [email = ""] = emails();
  expect(email).toContain("Subject: 2 neue Benachrichtigungen");
  expect(email).toContain("Manager hat dir One zugewiesen");
  await world.runtime.db.userAccount.update({ where: { id: team.editor.id }, data: { locale: "en" } });
});

test("is retried later if the mail server rejects it, until it expires", async () => {
  await choose(team.editor, assignedNow);
  await assignedTask();
  sink.isRefusing = true;
  expect(await send()).toBe(0);
  expect(await world.runtime.db.notificationDelivery.findFirst()).toMatchObject({
    attempts: 1,
    lastError: "EENVELOPE 550",
  });
  sink.isRefusing = false;
  expect(await send()).toBe(0);
  world.advanceClock({ minutes: 5 });
  expect(await send()).toBe(1);
  await assignedTask();
  world.advanceClock({ days: 4 });
  expect(await send()).toBe(0);
  expect(await queued()).toEqual([]);
});

test("is sent again with the same Message-ID and content if the server stops before noting it", async () => {
  await choose(team.editor, assignedNow);
  for (const title of ["One", "Two"]) await assignedTask(title);
  const { mailer } = world.runtime;
  const sendAndStop = async (...mail: Parameters<NonNullable<typeof mailer>["send"]>) => {
    await mailer?.send(...mail);
    throw new Error("stopped");
  };
  expect(await send({ ...world.runtime, mailer: { send: sendAndStop, close: () => undefined } })).toBe(0);
  await assignedTask("Three");
  world.advanceClock({ minutes: 4 });
  expect(await send()).toBe(1);
  expect(emails()[1]).toContain("Subject: Manager assigned you to Three");
  world.advanceClock({ minutes: 1 });
  expect(await send()).toBe(0);
  world.advanceClock({ minutes: 4 });
  expect(await send()).toBe(1);
  const [first, other, again] = messageIds();
  expect(again).toBe(first);
  expect(other).not.toBe(first);
  expect(emails()[2]).toContain("Subject: 2 new notifications");
});

test("is sent at most every five minutes for each kind, with everything since the last one", async () => {
  await choose(team.editor, assignedNow);
  await assignedTask();
  expect(await send()).toBe(1);
  for (const title of ["One", "Two"]) {
    world.advanceClock({ minutes: 2 });
    await assignedTask(title);
    expect(await send()).toBe(0);
  }
  world.advanceClock({ minutes: 1 });
  expect(await send()).toBe(1);
  expect(emails()[1]).toContain("Subject: 2 new notifications");
  expect(await queued()).toEqual([]);
});

test("waits if the person has changed the quiet hours or the time of the daily email since", async () => {
  await choose(team.editor, assignedNow);
  await assignedTask();
  await choose(team.editor, { ...assignedNow, quietHours: { from: "11:00", to: "14:00" } });
  expect(await send()).toBe(0);
  world.setTime("2026-11-23T14:00:00.000Z");
  expect(await send()).toBe(1);
  const kinds = { assigned: { email: "daily" } };
  await choose(team.editor, { kinds, digestTime: "15:00" });
  await assignedTask();
  await choose(team.editor, { kinds, digestTime: "18:00", quietHours: { from: "17:00", to: "19:00" } });
  for (const [time, count] of Object.entries({ "15:00": 0, "18:00": 0, "18:59": 0, "19:00": 1 })) {
    world.setTime(`2026-11-23T${time}:00.000Z`);
    expect(await send()).toBe(count);
  }
});

test("is not sent about a task that has been completed, or to which the person is no longer assigned", async () => {
  const kinds = { assigned: { email: "now" }, reminder: { email: "now" } };
  await choose(team.editor, { kinds });
  const taskId = await assignedTask();
  const time = { basis: "absolute", when: { date: "2100-01-01", time: "12:00", timeZone: "UTC" } };
  await createReminder(world.ctxOf(team.editor), CreateReminder.parse({ ...inTeam(), id: uuidv7(), taskId, time }));
  await deliverDue(world.runtime, { now: Prisma.sql`'2100-01-01T12:00:00Z'::timestamptz` });
  expect((await queued()).map(({ kind }) => kind).sort()).toEqual(["assigned", "reminder"]);
  const ctx = world.ctxOf(team.manager);
  await updateTask(ctx, UpdateTask.parse({ ...inTeam(), id: taskId, baseVersion: 1, set: { assigneeIds: [] } }));
  await completeTasks(ctx, { ...inTeam(), ids: [taskId] });
  expect(await send()).toBe(0);
  expect(await queued()).toEqual([]);
});

test("is not sent for what the person has read, can't see any more, or no longer wants", async () => {
  await choose(team.editor, assignedNow);
  const ctx = world.ctxOf(team.editor);
  await assignedTask("Read");
  const { id = "" } = (await world.runtime.db.notification.findFirst()) ?? {};
  await markNotificationsRead(ctx, { ...inTeam(), ids: [id] });
  const trashed = await assignedTask("Trashed");
  await trashTasks(world.ctxOf(team.manager), { ...inTeam(), ids: [trashed] });
  expect(await send()).toBe(0);
  await assignedTask("Unwanted");
  await choose(team.editor, { kinds: { assigned: { email: "off" } } });
  expect(await send()).toBe(0);
  await choose(team.editor, assignedNow);
  await assignedTask("Removed");
  const member = { projectId: team.projectId, userId: team.editor.id };
  await world.runtime.db.projectMember.deleteMany({ where: member });
  expect(await send()).toBe(0);
  await world.runtime.db.projectMember.create({
    data: { workspaceId: team.workspaceId, ...member, role: "editor", rank: "a1" },
  });
  expect(sink.delivered).toEqual([]);
});

test("the daily email is sent at the person's time of day with everything unread, and can be ended as a whole", async () => {
  await world.runtime.db.userAccount.update({ where: { id: team.editor.id }, data: { timeZone: "America/New_York" } });
  const daily = { assigned: { email: "daily" }, mentioned: { email: "daily" } };
  await choose(team.editor, { kinds: daily, digestTime: "08:30" });
  const taskId = await assignedTask("Digest");
  const comment = { ...inTeam(), id: uuidv7(), taskId, body: "Hello @Editor" };
  await createComment(world.ctxOf(team.manager), comment);
  await relayChanges(world.runtime);
  world.setTime("2026-11-23T13:29:00.000Z");
  expect(await send()).toBe(0);
  world.setTime("2026-11-23T13:30:00.000Z");
  expect(await send()).toBe(1);
  const [email = ""] = emails();
  expect(email).toContain("Subject: Your day in Docket: 2 notifications");
  expect(email).toMatch(/Manager mentioned you in Digest: \S*Hello @Editor/);
  await unsubscribe(world.runtime, unsubscribeToken());
  await assignedTask();
  expect(await queued()).toEqual([]);
  await world.runtime.db.userAccount.update({ where: { id: team.editor.id }, data: { timeZone: "UTC" } });
});

test("waits for the end of quiet hours, except for reminders", async () => {
  const kinds = { assigned: { email: "now" }, reminder: { email: "now" } };
  await choose(team.editor, { kinds, quietHours: { from: "11:00", to: "14:00" } });
  const taskId = await assignedTask();
  const time = { basis: "absolute", when: { date: "2100-01-01", time: "12:00", timeZone: "UTC" } };
  await createReminder(world.ctxOf(team.editor), CreateReminder.parse({ ...inTeam(), id: uuidv7(), taskId, time }));
  await deliverDue(world.runtime, { now: Prisma.sql`'2100-01-01T12:00:00Z'::timestamptz` });
  expect(await send()).toBe(1);
  expect(emails()[0]).toContain("Subject: Reminder: Paint the fence");
  world.setTime("2026-11-23T14:00:00.000Z");
  expect(await send()).toBe(1);
});

test("a kind that a person doesn't want in the app is only emailed", async () => {
  await choose(team.editor, { kinds: { assigned: { inApp: false, email: "now" } } });
  await assignedTask();
  const { workspaceId } = team;
  expect(await countNotifications(world.ctxOf(team.editor), { workspaceId })).toEqual({ unread: 0 });
  expect(await send()).toBe(1);
  await choose(team.editor, null);
});

test.each(["", "x", "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFB"])("the token %j opens nothing", (token) => {
  expect(() => openUnsubscribeToken(world.runtime, token)).toThrow("This link is invalid");
});

test("an unverified address gets no email", async () => {
  await choose(team.viewer, { kinds: { mentioned: { email: "now" } } });
  await world.runtime.db.userAccount.update({ where: { id: team.viewer.id }, data: { emailVerifiedAt: null } });
  const comment = { ...inTeam(), id: uuidv7(), taskId: team.taskId, body: "@Viewer" };
  await createComment(world.ctxOf(team.manager), comment);
  await relayChanges(world.runtime);
  expect(await queued()).toEqual([]);
});
