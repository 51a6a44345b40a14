import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { NOTIFICATION_SETTINGS_KEY } from "@docket/schema/notification-settings";
import { AddPushSubscription } from "@docket/schema/push";
import { CreateReminder } from "@docket/schema/reminder";
import { CreateTask } from "@docket/schema/task";
import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createComment } from "../../commands/comment/mutations.ts";
import { createReminder } from "../../commands/reminder/mutations.ts";
import { createTask } from "../../commands/task/mutations.ts";
import { trashTasks } from "../../commands/task/trash.ts";
import { setPreference } from "../../identity/preference/mutations.ts";
import { addPushSubscription, removePushSubscription } from "../../identity/push/mutations.ts";
import { listPushDevices } from "../../identity/push/queries.ts";
import { signOut } from "../../identity/session/mutations.ts";
import { openSession } from "../../identity/session/open.ts";
import { createOutbound } from "../../runtime/outbound.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { startPushService } from "../../testing/push-service.ts";
import type { TestBrowser } from "../../testing/push-service.ts";
import type { Team } from "../../testing/team.ts";
import { commandIn, createTeam } from "../../testing/team.ts";
import type { Person, World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { deliverDue } from "./due-reminders.ts";
import { markNotificationsRead, snoozeNotifications } from "./mutations.ts";
import { sendPushes, testPush } from "./push.ts";
import { relayChanges } from "./relay.ts";

type PushService = Awaited<ReturnType<typeof startPushService>>;

let world: World;
let team: Team;
let pushService: PushService;
let runtime: Runtime;
beforeAll(async () => {
  pushService = await startPushService();
  world = await createWorld();
  runtime = { ...world.runtime, outbound: pushService.outbound };
  team = await createTeam(world);
});
afterAll(async () => {
  await world.close();
  await pushService.close();
});

let browser: TestBrowser;
beforeEach(async () => {
  world.setTime("2026-11-23T12:00:00.000Z");
  await relayChanges(runtime);
  await runtime.db.notification.deleteMany({});
  await runtime.db.pushSubscription.deleteMany({});
  pushService.service.answerTo = () => ({ status: 201 });
  pushService.received.length = 0;
  await choose(team.editor, null);
  browser = await subscribe(team.editor);
});

const inTeam = () => commandIn(team.workspaceId);
const ctxOf = (person: Person) => ({ ...world.ctxOf(person), runtime });

/** Sends what is due according to the clock of the test. */
const send = (used = runtime) => sendPushes(used, { now: Prisma.sql`${world.runtime.clock()}::timestamptz` });

const queued = () => runtime.db.pushDelivery.findMany();
const subscriptions = () => runtime.db.pushSubscription.count();

const choose = (person: Person, value: object | null) =>
  setPreference(world.ctxOf(person), { key: NOTIFICATION_SETTINGS_KEY, value: value as never });

/** Turns on push notifications in the browser of a person's session. */
async function subscribe(person: Person): Promise<TestBrowser> {
  const created = pushService.browser();
  await addPushSubscription(ctxOf(person), AddPushSubscription.parse(created.subscription));
  return created;
}

/** Turns on push notifications in another browser of the same person. */
async function subscribeOther(person: Person): Promise<TestBrowser> {
  const user = { id: person.id, securityVersion: 0 };
  const { sessionId } = await openSession(runtime.db, runtime, world.anonymous().request, user, null);
  return subscribe({ ...person, actor: { ...person.actor, sessionId } });
}

/** Creates a task that is assigned to the editor, and derives the notification. */
async function assignedTask(title = "Paint the fence"): Promise<Id> {
  const id = await createAssigned(title);
  await relayChanges(runtime);
  return id;
}

async function createAssigned(title: string): Promise<Id> {
  const input = { ...inTeam(), id: uuidv7(), projectId: team.projectId, title, assigneeIds: [team.editor.id] };
  return (await createTask(world.ctxOf(team.manager), CreateTask.parse(input))).id;
}

/** Delivers a reminder of a new task of the editor. */
async function remind(title: string): Promise<void> {
  const input = { ...inTeam(), id: uuidv7(), projectId: team.projectId, title };
  const { id: taskId } = await createTask(world.ctxOf(team.editor), CreateTask.parse(input));
  const time = { basis: "absolute", when: { date: "2100-01-01", time: "12:00", timeZone: "UTC" } };
  await createReminder(world.ctxOf(team.editor), CreateReminder.parse({ ...inTeam(), id: uuidv7(), taskId, time }));
  await deliverDue(runtime, { now: Prisma.sql`'2100-01-01T12:00:00Z'::timestamptz` });
}

const titles = () => pushService.received.map(({ content }) => content["title"]);

test("a notification is sent once to each device by several processes, encrypted, with what a click opens", async () => {
  const other = await subscribeOther(team.editor);
  const id = await assignedTask();
  const [notification] = await runtime.db.notification.findMany();
  const counts = await Promise.all([1, 2, 3].map(() => send()));
  expect(counts.reduce((sum, count) => sum + count)).toBe(2);
  expect(await send()).toBe(0);
  expect(await queued()).toEqual([]);
  expect(pushService.received.map(({ path }) => path).sort()).toEqual([browser.path, other.path].sort());
  expect(pushService.received[0]).toMatchObject({
    headers: {
      "content-encoding": "aes128gcm",
      ttl: "86400",
      urgency: "normal",
      topic: notification?.id.replaceAll("-", ""),
      authorization: expect.stringMatching(/^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=[\w-]{87}$/),
    },
    content: {
      title: "Manager assigned you to Paint the fence",
      body: "Shared",
      lang: "en",
      tag: `${notification?.id} ${notification?.shownAt.toISOString()}`,
      path: `/w/${team.owner.slug}/p/${team.projectId}?task=${id}`,
    },
  });
  const { items } = await listPushDevices(ctxOf(team.editor));
  expect(items.map(({ lastUsedAt }) => lastUsedAt)).toEqual(["2026-11-23T12:00:00.000Z", "2026-11-23T12:00:00.000Z"]);
});

test("is in the language of the reader, contains the beginning of a long comment, and is urgent for reminders", async () => {
  await runtime.db.userAccount.update({ where: { id: team.editor.id }, data: { locale: "de" } });
  await remind(`Miete ${"💶".repeat(240)}`);
  const body = `@Editor ${"💶".repeat(500)}\n"${"\\".repeat(500)}"`;
  await createComment(world.ctxOf(team.manager), { ...inTeam(), id: uuidv7(), taskId: team.taskId, body });
  await relayChanges(runtime);
  expect(await send()).toBe(2);
  const [reminder, mention] = ["high", "normal"].map((urgency) =>
    pushService.received.find(({ headers }) => headers["urgency"] === urgency),
  );
  expect(reminder?.content["title"]).toBe(`Erinnerung: Miete ${"💶".repeat(182)}…`);
  expect(mention?.content).toMatchObject({ lang: "de", title: expect.stringContaining("Manager hat dich in") });
  expect(mention?.content["body"]).toMatch(/^@Editor 💶+$/u);
  for (const { content } of pushService.received)
    expect(Buffer.byteLength(JSON.stringify(content))).toBeLessThan(3_000);
  await runtime.db.userAccount.update({ where: { id: team.editor.id }, data: { locale: "en" } });
});

test.each([404, 410])("an answer %i removes the subscription and what is queued for it", async (status) => {
  const other = await subscribeOther(team.editor);
  pushService.service.answerTo = (path) => ({ status: path === browser.path ? status : 201 });
  for (const title of ["One", "Two"]) await assignedTask(title);
  expect(await send()).toBe(2);
  expect(await queued()).toEqual([]);
  expect(await subscriptions()).toBe(1);
  await assignedTask("Three");
  pushService.received.length = 0;
  expect(await send()).toBe(1);
  expect(pushService.received.map(({ path }) => path)).toEqual([other.path]);
});

test.each([429, 500, 503])("is sent again later after an answer %i, to this device only", async (status) => {
  await subscribeOther(team.editor);
  pushService.service.answerTo = (path) => ({ status: path === browser.path ? status : 201 });
  await assignedTask();
  expect(await send()).toBe(1);
  expect(await queued()).toMatchObject([{ attempts: 1 }]);
  pushService.service.answerTo = () => ({ status: 201 });
  expect(await send()).toBe(0);
  world.advanceClock({ minutes: 1 });
  expect(await send()).toBe(1);
  expect(pushService.received.map(({ path }) => path).filter((path) => path === browser.path)).toHaveLength(2);
  expect(await queued()).toEqual([]);
});

test("waits for as long as the push service asks for, and is given up after a day", async () => {
  pushService.service.answerTo = () => ({ status: 429, headers: { "retry-after": "7200" } });
  await assignedTask();
  expect(await send()).toBe(0);
  world.advanceClock({ minutes: 119 });
  expect(await send()).toBe(0);
  expect(pushService.received).toHaveLength(1);
  world.advanceClock({ minutes: 1 });
  await send();
  expect(pushService.received.map(({ headers }) => headers["ttl"])).toEqual(["86400", "79200"]);
  world.advanceClock({ days: 1 });
  expect(await send()).toBe(0);
  expect(pushService.received).toHaveLength(2);
  expect(await queued()).toEqual([]);
});

test.each([400, 403, 413, 302])("is given up after an answer %i", async (status) => {
  pushService.service.answerTo = () => ({ status });
  await assignedTask();
  expect(await send()).toBe(0);
  expect(await queued()).toEqual([]);
  expect(await subscriptions()).toBe(1);
});

test("is sent again with the same topic if the server stops before noting it", async () => {
  const { post, ...rest } = runtime.outbound;
  const postAndStop: typeof post = async (...request) => {
    await post(...request);
    throw new Error("stopped");
  };
  await assignedTask();
  expect(await send({ ...runtime, outbound: { ...rest, post: postAndStop } })).toBe(0);
  world.advanceClock({ minutes: 1 });
  expect(await send()).toBe(1);
  const topics = pushService.received.map(({ headers }) => headers["topic"]);
  expect(topics).toHaveLength(2);
  expect(new Set(topics).size).toBe(1);
});

test("nothing is sent if the address of the device has become a private one", async () => {
  await assignedTask();
  expect(await send({ ...runtime, outbound: createOutbound() })).toBe(0);
  expect(pushService.received).toEqual([]);
  expect(await queued()).toEqual([]);
});

test("is not sent for what the person has read, can't see any more, or no longer wants", async () => {
  const ctx = world.ctxOf(team.editor);
  await assignedTask("Read");
  const { id = "" } = (await runtime.db.notification.findFirst()) ?? {};
  await markNotificationsRead(ctx, { ...inTeam(), ids: [id] });
  const trashed = await assignedTask("Trashed");
  await trashTasks(world.ctxOf(team.manager), { ...inTeam(), ids: [trashed] });
  await assignedTask("Unwanted");
  await choose(team.editor, { kinds: { assigned: { push: false } } });
  expect(await send()).toBe(0);
  await assignedTask("Not queued");
  expect(await queued()).toEqual([]);
  await choose(team.editor, null);
  await assignedTask("Removed");
  const member = { projectId: team.projectId, userId: team.editor.id };
  await runtime.db.projectMember.deleteMany({ where: member });
  expect(await send()).toBe(0);
  await runtime.db.projectMember.create({
    data: { workspaceId: team.workspaceId, ...member, role: "editor", rank: "a1" },
  });
  expect(pushService.received).toEqual([]);
  expect(await queued()).toEqual([]);
});

test("is not sent to a device that was removed, or whose session or account has ended", async () => {
  const other = await subscribeOther(team.editor);
  await assignedTask();
  await removePushSubscription(ctxOf(team.editor), { id: team.editor.actor.sessionId });
  expect(await send()).toBe(1);
  expect(pushService.received.map(({ path }) => path)).toEqual([other.path]);

  const leaving = await world.person("Leaving");
  const [session] = await runtime.db.pushSubscription.findMany({ select: { sessionId: true } });
  await assignedTask();
  const actor = { ...team.editor.actor, sessionId: session?.sessionId ?? "" };
  await signOut(world.anonymous(), actor, null);
  expect(await send()).toBe(0);
  expect(await queued()).toEqual([]);
  await assignedTask();
  expect(await queued()).toEqual([]);

  await subscribe(leaving);
  const { workspaceId, id: userId } = leaving;
  const row = { workspaceId, id: uuidv7(), userId, kind: "role_changed", dedupeKey: "push" };
  await runtime.db.notification.create({ data: row });
  const now = world.runtime.clock();
  const times = { createdAt: now, notBefore: now, expiresAt: new Date(now.getTime() + 60_000) };
  const { sessionId } = leaving.actor;
  await runtime.db.pushDelivery.create({ data: { workspaceId, notificationId: row.id, sessionId, ...times } });
  await choose(leaving, { kinds: { role_changed: { push: true } } });
  await runtime.db.userAccount.update({ where: { id: userId }, data: { status: "suspended" } });
  expect(await send()).toBe(0);
  expect(await queued()).toEqual([]);
  expect(pushService.received).toHaveLength(1);
});

test("waits for the end of quiet hours, also if they have changed, except for reminders", async () => {
  await choose(team.editor, { quietHours: { from: "11:00", to: "14:00" } });
  await assignedTask();
  await remind("Pay rent");
  expect(await send()).toBe(1);
  expect(titles()).toEqual(["Reminder: Pay rent"]);
  await choose(team.editor, { quietHours: { from: "11:00", to: "15:00" } });
  for (const [time, count] of Object.entries({ "13:59": 0, "14:00": 0, "14:59": 0, "15:00": 1 })) {
    world.setTime(`2026-11-23T${time}:00.000Z`);
    expect(await send()).toBe(count);
  }
});

test("is sent again when the snooze ends", async () => {
  await assignedTask();
  expect(await send()).toBe(1);
  const { id = "" } = (await runtime.db.notification.findFirst()) ?? {};
  const until = "2026-11-23T13:00:00.000Z";
  await snoozeNotifications(world.ctxOf(team.editor), { ...inTeam(), ids: [id], until });
  world.setTime(until);
  await deliverDue(runtime, { now: Prisma.sql`${until}::timestamptz` });
  expect(await send()).toBe(1);
  expect(titles()).toEqual(Array(2).fill("Manager assigned you to Paint the fence"));
});

test("more notifications than fit in one batch are all sent once by two processes", async () => {
  for (let count = 0; count < 45; count += 1) await createAssigned(`Task ${count}`);
  await relayChanges(runtime);
  const counts = await Promise.all([send(), send()]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(45);
  expect(new Set(titles()).size).toBe(45);
  expect(titles()).toHaveLength(45);
});

test("a test notification is sent to the browser that asks, and its result is returned", async () => {
  await subscribeOther(team.editor);
  expect(await testPush(ctxOf(team.editor))).toEqual({ outcome: "sent" });
  expect(pushService.received).toMatchObject([
    { path: browser.path, content: { title: "Docket", body: "Push notifications work on this device.", path: "/" } },
  ]);
  pushService.service.answerTo = () => ({ status: 500 });
  expect(await testPush(ctxOf(team.editor))).toEqual({ outcome: "failed" });
  pushService.service.answerTo = () => ({ status: 410 });
  expect(await testPush(ctxOf(team.editor))).toEqual({ outcome: "gone" });
  await expect(testPush(ctxOf(team.editor))).rejects.toMatchObject({ code: "not_found" });
  expect(await subscriptions()).toBe(1);
});
