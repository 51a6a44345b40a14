import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { NOTIFICATION_SETTINGS_KEY } from "@docket/schema/notification-settings";
import { CreateReminder } from "@docket/schema/reminder";
import { CreateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createComment } from "../../commands/comment/mutations.ts";
import { createReminder } from "../../commands/reminder/mutations.ts";
import { createTask } from "../../commands/task/mutations.ts";
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

/** Returns the token in the header of the first email, whose lines may be folded. */
function unsubscribeToken(): string {
  const headers = (sink.delivered[0]?.raw ?? "").replaceAll(/\r\n[ \t]+/g, "");
  return /List-Unsubscribe: ?<[^>]*?token=([\w-]+)>/.exec(headers)?.[1] ?? "";
}

test("is sent once by several processes, as text and HTML, with a link to the task and one that ends such emails", async () => {
  await choose(team.editor, assignedNow);
  const id = await assignedTask();
  const counts = await Promise.all([1, 2, 3].map(() => sendNotificationMails(world.runtime)));
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
  expect(await sendNotificationMails(world.runtime)).toBe(0);
  expect(await world.runtime.db.notificationDelivery.count()).toBe(0);
});

test("describes several notifications of a kind in one email, and is in the language of the reader", async () => {
  await choose(team.editor, assignedNow);
  await world.runtime.db.userAccount.update({ where: { id: team.editor.id }, data: { locale: "de" } });
  for (const title of ["One", "Two"]) await assignedTask(title);
  expect(await sendNotificationMails(world.runtime)).toBe(1);
  const [email = ""] = emails();
  expect(email).toContain("Subject: 2 neue Benachrichtigungen");
  expect(email).toContain("Manager hat dir One zugewiesen");
  await world.runtime.db.userAccount.update({ where: { id: team.editor.id }, data: { locale: "en" } });
});

test("is retried later if the mail server rejects it, until it expires", async () => {
  await choose(team.editor, assignedNow);
  await assignedTask();
  sink.isRefusing = true;
  expect(await sendNotificationMails(world.runtime)).toBe(0);
  expect(await world.runtime.db.notificationDelivery.findFirst()).toMatchObject({
    attempts: 1,
    lastError: "EENVELOPE",
  });
  sink.isRefusing = false;
  expect(await sendNotificationMails(world.runtime)).toBe(0);
  world.advanceClock({ minutes: 1 });
  expect(await sendNotificationMails(world.runtime)).toBe(1);
  await assignedTask();
  world.advanceClock({ days: 4 });
  expect(await sendNotificationMails(world.runtime)).toBe(0);
  expect(await world.runtime.db.notificationDelivery.count()).toBe(0);
});

test("is not sent for what the person has read, can't see any more, or no longer wants", async () => {
  await choose(team.editor, assignedNow);
  const ctx = world.ctxOf(team.editor);
  await assignedTask("Read");
  const { id = "" } = (await world.runtime.db.notification.findFirst()) ?? {};
  await markNotificationsRead(ctx, { ...inTeam(), ids: [id] });
  const trashed = await assignedTask("Trashed");
  await trashTasks(world.ctxOf(team.manager), { ...inTeam(), ids: [trashed] });
  expect(await sendNotificationMails(world.runtime)).toBe(0);
  await assignedTask("Unwanted");
  await choose(team.editor, { kinds: { assigned: { email: "off" } } });
  expect(await sendNotificationMails(world.runtime)).toBe(0);
  await choose(team.editor, assignedNow);
  await assignedTask("Removed");
  const member = { projectId: team.projectId, userId: team.editor.id };
  await world.runtime.db.projectMember.deleteMany({ where: member });
  expect(await sendNotificationMails(world.runtime)).toBe(0);
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
  expect(await sendNotificationMails(world.runtime)).toBe(0);
  world.setTime("2026-11-23T13:30:00.000Z");
  expect(await sendNotificationMails(world.runtime)).toBe(1);
  const [email = ""] = emails();
  expect(email).toContain("Subject: Your day in Docket: 2 notifications");
  expect(email).toContain("Manager mentioned you in Digest: Hello @Editor");
  await unsubscribe(world.runtime, unsubscribeToken());
  await assignedTask();
  expect(await world.runtime.db.notificationDelivery.count()).toBe(0);
  await world.runtime.db.userAccount.update({ where: { id: team.editor.id }, data: { timeZone: "UTC" } });
});

test("waits for the end of quiet hours, except for reminders", async () => {
  const kinds = { assigned: { email: "now" }, reminder: { email: "now" } };
  await choose(team.editor, { kinds, quietHours: { from: "11:00", to: "14:00" } });
  const taskId = await assignedTask();
  const time = { basis: "absolute", when: { date: "2100-01-01", time: "12:00", timeZone: "UTC" } };
  await createReminder(world.ctxOf(team.editor), CreateReminder.parse({ ...inTeam(), id: uuidv7(), taskId, time }));
  await deliverDue(world.runtime, { now: Prisma.sql`'2100-01-01T12:00:00Z'::timestamptz` });
  expect(await sendNotificationMails(world.runtime)).toBe(1);
  expect(emails()[0]).toContain("Subject: Reminder: Paint the fence");
  world.setTime("2026-11-23T14:00:00.000Z");
  expect(await sendNotificationMails(world.runtime)).toBe(1);
});

test("a kind that a person doesn't want in the app is only emailed", async () => {
  await choose(team.editor, { kinds: { assigned: { inApp: false, email: "now" } } });
  await assignedTask();
  const { workspaceId } = team;
  expect(await countNotifications(world.ctxOf(team.editor), { workspaceId })).toEqual({ unread: 0 });
  expect(await sendNotificationMails(world.runtime)).toBe(1);
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
  expect(await world.runtime.db.notificationDelivery.count()).toBe(0);
});
