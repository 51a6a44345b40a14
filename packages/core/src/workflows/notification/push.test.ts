import { Prisma } from "@docket/db/generated/client";
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
import { removePushSubscription, renewPushSubscription } from "../../identity/push/mutations.ts";
import { listPushDevices } from "../../identity/push/queries.ts";
import { signOut } from "../../identity/session/mutations.ts";
import { createOutbound } from "../../runtime/outbound.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { TestBrowser } from "../../testing/push-service.ts";
import type { PushTeam } from "../../testing/push-team.ts";
import { createPushTeam } from "../../testing/push-team.ts";
import { commandIn } from "../../testing/team.ts";
import type { Person } from "../../testing/world.ts";
import { deliverDue } from "./due-reminders.ts";
import { markNotificationsRead, snoozeNotifications } from "./mutations.ts";
import { testPush } from "./push.ts";
import { relayChanges } from "./relay.ts";

let push: PushTeam;
let world: PushTeam["world"];
let team: PushTeam["team"];
let pushService: PushTeam["pushService"];
let runtime: PushTeam["runtime"];
beforeAll(async () => {
  push = await createPushTeam();
  ({ world, team, pushService, runtime } = push);
});
afterAll(() => push.close());

let browser: TestBrowser;
beforeEach(async () => {
  await push.clear();
  await choose(team.editor, null);
  browser = await push.subscribe(team.editor);
});

const inTeam = () => commandIn(team.workspaceId);
const subscriptions = () => runtime.db.pushSubscription.count();

const choose = (person: Person, value: object | null) =>
  setPreference(world.ctxOf(person), { key: NOTIFICATION_SETTINGS_KEY, value: value as never });

/** Delivers a reminder of a new task of the editor. */
async function remind(title: string): Promise<void> {
  const input = { ...inTeam(), id: uuidv7(), projectId: team.projectId, title };
  const { id: taskId } = await createTask(world.ctxOf(team.editor), CreateTask.parse(input));
  const time = { basis: "absolute", when: { date: "2100-01-01", time: "12:00", timeZone: "UTC" } };
  await createReminder(world.ctxOf(team.editor), CreateReminder.parse({ ...inTeam(), id: uuidv7(), taskId, time }));
  await deliverDue(runtime, { now: Prisma.sql`'2100-01-01T12:00:00Z'::timestamptz` });
}

test("a notification is sent once to each device by several processes, encrypted, with what a click opens", async () => {
  const other = await push.subscribeOther(team.editor);
  const id = await push.assignedTask();
  const [notification] = await runtime.db.notification.findMany();
  const counts = await Promise.all([1, 2, 3].map(() => push.send()));
  expect(counts.reduce((sum, count) => sum + count)).toBe(2);
  expect(await push.send()).toBe(0);
  expect(await push.queued()).toEqual([]);
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
  const { items } = await listPushDevices(push.ctxOf(team.editor));
  expect(items.map(({ lastUsedAt }) => lastUsedAt)).toEqual(["2026-11-23T12:00:00.000Z", "2026-11-23T12:00:00.000Z"]);
});

test("is in the language of the reader, contains the beginning of a long comment, and is urgent for reminders", async () => {
  await runtime.db.userAccount.update({ where: { id: team.editor.id }, data: { locale: "de" } });
  await remind(`Miete ${"💶".repeat(240)}`);
  const body = `@Editor ${"💶".repeat(500)}\n"${"\\".repeat(500)}"`;
  await createComment(world.ctxOf(team.manager), { ...inTeam(), id: uuidv7(), taskId: team.taskId, body });
  await relayChanges(runtime);
  expect(await push.send()).toBe(2);
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

test.each([401, 403, 404, 410])("an answer %i removes the subscription and what is queued for it", async (status) => {
  const other = await push.subscribeOther(team.editor);
  pushService.service.answerTo = (path) => ({ status: path === browser.path ? status : 201 });
  for (const title of ["One", "Two"]) await push.assignedTask(title);
  expect(await push.send()).toBe(2);
  expect(await push.queued()).toEqual([]);
  expect(await subscriptions()).toBe(1);
  await push.assignedTask("Three");
  pushService.received.length = 0;
  expect(await push.send()).toBe(1);
  expect(pushService.received.map(({ path }) => path)).toEqual([other.path]);
});

test("an answer about an earlier address leaves the new one, and what is queued for it", async () => {
  for (const title of ["One", "Two"]) await push.assignedTask(title);
  const renewed = pushService.browser();
  const { post, ...rest } = runtime.outbound;
  const renewFirst: typeof post = async (url, message) => {
    if (url.pathname === browser.path)
      await renewPushSubscription(push.ctxOf(team.editor), AddPushSubscription.parse(renewed.subscription));
    return post(url, message);
  };
  pushService.service.answerTo = (path) => ({ status: path === browser.path ? 410 : 201 });
  expect(await push.send({ ...runtime, outbound: { ...rest, post: renewFirst } })).toBe(2);
  const received = pushService.received.filter(({ path }) => path === renewed.path);
  expect(new Set(received.map(({ content }) => content["title"]))).toEqual(
    new Set(["One", "Two"].map((title) => `Manager assigned you to ${title}`)),
  );
  expect(await subscriptions()).toBe(1);
});

test.each([429, 500, 503])("is sent again later after an answer %i, to this device only", async (status) => {
  await push.subscribeOther(team.editor);
  pushService.service.answerTo = (path) => ({ status: path === browser.path ? status : 201 });
  await push.assignedTask();
  expect(await push.send()).toBe(1);
  expect(await push.queued()).toHaveLength(1);
  pushService.service.answerTo = () => ({ status: 201 });
  expect(await push.send()).toBe(0);
  world.advanceClock({ minutes: 1 });
  expect(await push.send()).toBe(1);
  expect(pushService.received.map(({ path }) => path).filter((path) => path === browser.path)).toHaveLength(2);
  expect(await push.queued()).toEqual([]);
});

test("waits for as long as the push service asks for, and is given up after a day", async () => {
  pushService.service.answerTo = () => ({ status: 429, headers: { "retry-after": "7200" } });
  await push.assignedTask();
  expect(await push.send()).toBe(0);
  world.advanceClock({ minutes: 119 });
  expect(await push.send()).toBe(0);
  expect(pushService.received).toHaveLength(1);
  world.advanceClock({ minutes: 1 });
  await push.send();
  expect(pushService.received.map(({ headers }) => headers["ttl"])).toEqual(["86400", "79200"]);
  world.advanceClock({ days: 1 });
  expect(await push.send()).toBe(0);
  expect(pushService.received).toHaveLength(2);
  expect(await push.queued()).toEqual([]);
});

test.each([400, 413, 302])("is given up after an answer %i", async (status) => {
  pushService.service.answerTo = () => ({ status });
  await push.assignedTask();
  expect(await push.send()).toBe(0);
  expect(await push.queued()).toEqual([]);
  expect(await subscriptions()).toBe(1);
});

test("is sent again with the same topic if it can't be noted", async () => {
  await push.assignedTask();
  const stopping = runtime.db.$extends({
    query: { pushDelivery: { deleteMany: () => Promise.reject(new Error("stopped")) } },
  });
  expect(await push.send({ ...runtime, db: stopping as unknown as Runtime["db"] })).toBe(0);
  expect(await push.queued()).toHaveLength(1);
  expect(await push.send()).toBe(0);
  world.advanceClock({ minutes: 1 });
  expect(await push.send()).toBe(1);
  const topics = pushService.received.map(({ headers }) => headers["topic"]);
  expect(topics).toHaveLength(2);
  expect(new Set(topics).size).toBe(1);
});

test("nothing is sent if the address of the device has become a private one", async () => {
  await push.assignedTask();
  expect(await push.send({ ...runtime, outbound: createOutbound() })).toBe(0);
  expect(pushService.received).toEqual([]);
  expect(await push.queued()).toEqual([]);
});

test("is not sent for what the person has read, can't see any more, or no longer wants", async () => {
  const ctx = world.ctxOf(team.editor);
  await push.assignedTask("Read");
  const { id = "" } = (await runtime.db.notification.findFirst()) ?? {};
  await markNotificationsRead(ctx, { ...inTeam(), ids: [id] });
  const trashed = await push.assignedTask("Trashed");
  await trashTasks(world.ctxOf(team.manager), { ...inTeam(), ids: [trashed] });
  await push.assignedTask("Unwanted");
  await choose(team.editor, { kinds: { assigned: { push: false } } });
  expect(await push.send()).toBe(0);
  await push.assignedTask("Not queued");
  expect(await push.queued()).toEqual([]);
  await choose(team.editor, null);
  await push.assignedTask("Removed");
  const member = { projectId: team.projectId, userId: team.editor.id };
  await runtime.db.projectMember.deleteMany({ where: member });
  expect(await push.send()).toBe(0);
  await runtime.db.projectMember.create({
    data: { workspaceId: team.workspaceId, ...member, role: "editor", rank: "a1" },
  });
  expect(pushService.received).toEqual([]);
  expect(await push.queued()).toEqual([]);
});

test("is not sent to a device that was removed, or whose session or account has ended", async () => {
  const other = await push.subscribeOther(team.editor);
  await push.assignedTask();
  await removePushSubscription(push.ctxOf(team.editor), { id: team.editor.actor.sessionId });
  expect(await push.send()).toBe(1);
  expect(pushService.received.map(({ path }) => path)).toEqual([other.path]);

  const leaving = await world.person("Leaving");
  const [session] = await runtime.db.pushSubscription.findMany({ select: { sessionId: true } });
  await push.assignedTask();
  const actor = { ...team.editor.actor, sessionId: session?.sessionId ?? "" };
  await signOut(world.anonymous(), actor, null);
  expect(await push.send()).toBe(0);
  expect(await push.queued()).toEqual([]);
  await push.assignedTask();
  expect(await push.queued()).toEqual([]);

  await push.subscribe(leaving);
  const { workspaceId, id: userId } = leaving;
  const row = { workspaceId, id: uuidv7(), userId, kind: "role_changed", dedupeKey: "push" };
  await runtime.db.notification.create({ data: row });
  const now = world.runtime.clock();
  const times = { createdAt: now, notBefore: now, expiresAt: new Date(now.getTime() + 60_000) };
  const { sessionId } = leaving.actor;
  await runtime.db.pushDelivery.create({ data: { workspaceId, notificationId: row.id, sessionId, ...times } });
  await choose(leaving, { kinds: { role_changed: { push: true } } });
  await runtime.db.userAccount.update({ where: { id: userId }, data: { status: "suspended" } });
  expect(await push.send()).toBe(0);
  expect(await push.queued()).toEqual([]);
  expect(pushService.received).toHaveLength(1);
});

test("waits for the end of quiet hours, also if they have changed, except for reminders", async () => {
  await choose(team.editor, { quietHours: { from: "11:00", to: "14:00" } });
  await push.assignedTask();
  await remind("Pay rent");
  expect(await push.send()).toBe(1);
  expect(push.titles()).toEqual(["Reminder: Pay rent"]);
  await choose(team.editor, { quietHours: { from: "11:00", to: "15:00" } });
  for (const [time, count] of Object.entries({ "13:59": 0, "14:00": 0, "14:59": 0, "15:00": 1 })) {
    world.setTime(`2026-11-23T${time}:00.000Z`);
    expect(await push.send()).toBe(count);
  }
});

test("is sent again when the snooze ends", async () => {
  await push.assignedTask();
  expect(await push.send()).toBe(1);
  const { id = "" } = (await runtime.db.notification.findFirst()) ?? {};
  const until = "2026-11-23T13:00:00.000Z";
  await snoozeNotifications(world.ctxOf(team.editor), { ...inTeam(), ids: [id], until });
  world.setTime(until);
  await deliverDue(runtime, { now: Prisma.sql`${until}::timestamptz` });
  expect(await push.send()).toBe(1);
  expect(push.titles()).toEqual(Array(2).fill("Manager assigned you to Paint the fence"));
});

test("is queued as a new one if the snooze ends while it is still queued", async () => {
  pushService.service.answerTo = () => ({ status: 429, headers: { "retry-after": "7200" } });
  await push.assignedTask();
  await push.send();
  const { id = "" } = (await runtime.db.notification.findFirst()) ?? {};
  const until = "2026-11-24T11:00:00.000Z";
  await snoozeNotifications(world.ctxOf(team.editor), { ...inTeam(), ids: [id], until });
  world.setTime(until);
  await deliverDue(runtime, { now: Prisma.sql`${until}::timestamptz` });
  pushService.service.answerTo = () => ({ status: 201 });
  expect(await push.send()).toBe(1);
  expect(pushService.received.map(({ headers }) => headers["ttl"])).toEqual(["86400", "86400"]);
});

test("a test notification is sent to the browser that asks, and its result is returned", async () => {
  await push.subscribeOther(team.editor);
  expect(await testPush(push.ctxOf(team.editor))).toEqual({ outcome: "sent" });
  expect(pushService.received).toMatchObject([
    { path: browser.path, content: { title: "Docket", body: "Push notifications work on this device.", path: "/" } },
  ]);
  pushService.service.answerTo = () => ({ status: 500 });
  expect(await testPush(push.ctxOf(team.editor))).toEqual({ outcome: "failed" });
  pushService.service.answerTo = () => ({ status: 410 });
  expect(await testPush(push.ctxOf(team.editor))).toEqual({ outcome: "gone" });
  await expect(testPush(push.ctxOf(team.editor))).rejects.toMatchObject({ code: "not_found" });
  expect(await subscriptions()).toBe(1);
});
