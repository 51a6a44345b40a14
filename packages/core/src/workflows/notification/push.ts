import type { VapidKey } from "@docket/auth/vapid";
import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { Notification } from "@docket/schema/notification";
import type { PushTest } from "@docket/schema/push";
import { ownSubscriptions } from "../../identity/push/queries.ts";
import { sendPush } from "../../identity/push/send.ts";
import type { PushOutcome } from "../../identity/push/send.ts";
import { getVapidKey } from "../../identity/push/vapid-key.ts";
import type { PersonCtx } from "../../runtime/ctx.ts";
import { notFound } from "../../runtime/error.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { DeliveryOptions } from "./due-reminders.ts";
import { pushMessage, pushTestMessage } from "./push-message.ts";
import { leasePushes } from "./push-queue.ts";
import type { LeasedPush } from "./push-queue.ts";
import { recipientsOf } from "./queue.ts";
import type { Recipient } from "./queue.ts";
import { readUnread } from "./read-unread.ts";
import { sendingTime } from "./sending-time.ts";

/** Time for which a push service keeps a test notification, in seconds. */
const TEST_TTL_SECONDS = 60;

/**
 * Sends the push notifications that are due to the devices of their people. When a person wants to get one, and whether
 * they can see it, want it and have not read it, is determined now.
 *
 * @returns the number of push notifications sent
 */
export async function sendPushes(runtime: Runtime, options: DeliveryOptions = {}): Promise<number> {
  const { now = Prisma.sql`now()`, stopping } = options;
  let sent = 0;
  for (;;) {
    if (stopping?.aborted === true) return sent;
    const leased = await leasePushes(runtime.db, now);
    if (leased.length === 0) return sent;
    const key = await getVapidKey(runtime);
    const counts = await Promise.all(groupsOf(leased).map((group) => sendGroup(runtime, key, group)));
    sent += counts.reduce((sum, count) => sum + count, 0);
  }
}

/** Groups notifications by person and workspace. */
function groupsOf(leased: LeasedPush[]): LeasedPush[][] {
  const groups = new Map<string, LeasedPush[]>();
  for (const push of leased) {
    const key = `${push.userId} ${push.workspaceId}`;
    groups.set(key, [...(groups.get(key) ?? []), push]);
  }
  return [...groups.values()];
}

/** Sends notifications of one person and workspace. If that fails, they are sent when their lease ends. */
async function sendGroup(runtime: Runtime, key: VapidKey, group: LeasedPush[]): Promise<number> {
  const [first] = group;
  if (first === undefined) return 0;
  const { workspaceId, notificationId, userId } = first;
  try {
    const ids = [...new Set(group.map((push) => push.notificationId))];
    const recipient = (await recipientsOf(runtime.db, [userId])).get(userId);
    const { items, path } = await readUnread(runtime, { workspaceId, id: notificationId, userId }, ids);
    const results = await Promise.all(
      group.map((push) => {
        const item = items.find(({ id }) => id === push.notificationId);
        return sendOne(runtime, key, push, { recipient, item, path });
      }),
    );
    return results.filter((isSent) => isSent).length;
  } catch (error) {
    runtime.log.warn({ err: error, notificationId }, "push notifications not sent");
    return 0;
  }
}

/** What has just been read about a notification: its reader, what they can see of it, and their workspace's path. */
type Reading = { recipient: Recipient | undefined; item: Notification | undefined; path: string };

/** Sends a notification to one device, postpones it, or removes it from the queue if there is nothing to send. */
async function sendOne(
  runtime: Runtime,
  key: VapidKey,
  push: LeasedPush,
  { recipient, item, path }: Reading,
): Promise<boolean> {
  const { db, log } = runtime;
  const { workspaceId, notificationId, sessionId, ttlSeconds, leasedAt } = push;
  const where = { workspaceId, notificationId, sessionId };
  if (!push.isActive || ttlSeconds <= 0 || !recipient || !item || !recipient.settings.kinds[item.kind].push) {
    await db.pushDelivery.deleteMany({ where });
    return false;
  }
  const time = sendingTime(recipient, { kind: item.kind, isDigest: false, queuedAt: push.createdAt }, leasedAt);
  if (time > leasedAt) {
    await db.pushDelivery.updateMany({ where, data: { notBefore: time, attempts: { decrement: 1 } } });
    return false;
  }
  const outcome = await sendPush(runtime, key, push, {
    text: pushMessage(recipient.locale, item, path),
    ttlSeconds,
    urgency: item.kind === "reminder" ? "high" : "normal",
    topic: notificationId.replaceAll("-", ""),
  });
  if (outcome.kind === "later") {
    const { reason, retryAfterSeconds } = outcome;
    log.warn({ notificationId, reason }, "push notification not sent; trying again later");
    if (retryAfterSeconds !== null) {
      const notBefore = new Date(leasedAt.getTime() + retryAfterSeconds * 1000);
      await db.pushDelivery.updateMany({ where: { ...where, notBefore: { lt: notBefore } }, data: { notBefore } });
    }
    return false;
  }
  if (outcome.kind === "refused") log.warn({ notificationId, reason: outcome.reason }, "push notification refused");
  await db.pushDelivery.deleteMany({ where });
  await recordOutcome(runtime, sessionId, outcome, leasedAt);
  return outcome.kind === "sent";
}

/** Notes that a device was used, or removes its subscription if the browser has ended it. */
async function recordOutcome({ db }: Runtime, sessionId: Id, { kind }: PushOutcome, now: Date): Promise<void> {
  if (kind === "sent") await db.pushSubscription.updateMany({ where: { sessionId }, data: { lastUsedAt: now } });
  if (kind === "gone") await db.pushSubscription.deleteMany({ where: { sessionId } });
}

/**
 * Sends a test notification to the browser that makes the call.
 *
 * @throws DomainError `not_found` if it has no push notifications
 */
export async function testPush(ctx: PersonCtx): Promise<PushTest> {
  const { runtime, db, actor, request } = ctx;
  const where = { sessionId: actor.sessionId, AND: ownSubscriptions(actor.userId, ctx.now()) };
  const target = await db.pushSubscription.findFirst({ where });
  if (target === null) throw notFound("Device");
  const outcome = await sendPush(runtime, await getVapidKey(runtime), target, {
    text: pushTestMessage(request.locale),
    ttlSeconds: TEST_TTL_SECONDS,
    urgency: "high",
    topic: "test",
  });
  await recordOutcome(runtime, actor.sessionId, outcome, ctx.now());
  if (!("reason" in outcome)) return { outcome: outcome.kind };
  runtime.log.warn({ reason: outcome.reason }, "test notification not sent");
  return { outcome: "failed" };
}
