import { uuidv7 } from "@docket/schema/uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Team } from "../../testing/team.ts";
import { createTeam } from "../../testing/team.ts";
import type { World } from "../../testing/world.ts";
import { createWorld } from "../../testing/world.ts";
import { deleteOldNotifications } from "./retention.ts";

const DAY_MS = 24 * 60 * 60_000;
let world: World;
let team: Team;
beforeAll(async () => {
  world = await createWorld();
  team = await createTeam(world);
});
afterAll(() => world.close());

const daysAgo = (days: number) => new Date(world.runtime.clock().getTime() - days * DAY_MS);

async function insertNotification(days: number, isRead: boolean): Promise<string> {
  const [id, shownAt] = [uuidv7(), daysAgo(days)];
  const subject = { workspaceId: team.workspaceId, userId: team.editor.id, taskId: team.taskId };
  const readAt = isRead ? shownAt : null;
  await world.runtime.db.notification.create({
    data: { ...subject, id, kind: "assigned", dedupeKey: id, createdAt: shownAt, shownAt, readAt },
  });
  return id;
}

async function insertDelivery(notificationId: string, expiresIn: number, sentAt: Date | null): Promise<string> {
  const [id, now] = [uuidv7(), world.runtime.clock()];
  const subject = { workspaceId: team.workspaceId, userId: team.editor.id, notificationId, kind: "assigned" };
  const expiresAt = daysAgo(-expiresIn);
  await world.runtime.db.notificationDelivery.create({
    data: { ...subject, id, isDigest: false, notBefore: now, expiresAt, sentAt },
  });
  return id;
}

async function insertPush(notificationId: string, expiresIn: number): Promise<void> {
  const [{ workspaceId, editor }, now] = [team, world.runtime.clock()];
  const row = { workspaceId, notificationId, sessionId: editor.actor.sessionId };
  await world.runtime.db.pushDelivery.create({ data: { ...row, notBefore: now, expiresAt: daysAgo(-expiresIn) } });
}

test("deletes notifications that were read, 90 days after they were shown, and what is sent or expired", async () => {
  const { sessionId } = team.editor.actor;
  const keys = { p256dh: new Uint8Array(65), auth: new Uint8Array(16) };
  await world.runtime.db.pushSubscription.create({
    data: { sessionId, endpoint: "https://push.invalid/retention", ...keys },
  });
  const unread = await insertNotification(100, false);
  const recent = await insertNotification(89, true);
  await insertNotification(91, true);
  const waiting = await insertDelivery(unread, 1, null);
  const justSent = await insertDelivery(unread, 1, daysAgo(0.5));
  await insertDelivery(unread, -1, null);
  await insertDelivery(unread, 1, daysAgo(2));
  await insertPush(unread, -1);
  await insertPush(recent, 1);
  expect(await deleteOldNotifications(world.runtime)).toBe(4);
  const { notification, notificationDelivery, pushDelivery } = world.runtime.db;
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id).sort();
  expect(idsOf(await notification.findMany())).toEqual([unread, recent].sort());
  expect(idsOf(await notificationDelivery.findMany())).toEqual([waiting, justSent].sort());
  expect(await pushDelivery.findMany()).toMatchObject([{ notificationId: recent }]);
  expect(await deleteOldNotifications(world.runtime)).toBe(0);
});
