import { setTimeout } from "node:timers/promises";
import type { VapidKey } from "@docket/auth/vapid";
import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { PushTest } from "@docket/schema/push";
import { ownSubscriptions } from "../../identity/push/queries.ts";
import { sendPush } from "../../identity/push/send.ts";
import type { PushMessage, PushOutcome } from "../../identity/push/send.ts";
import { getVapidKey } from "../../identity/push/vapid-key.ts";
import type { PersonCtx } from "../../runtime/ctx.ts";
import { notFound } from "../../runtime/error.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import type { DeliveryOptions } from "./due-reminders.ts";
import { pushMessage, pushTestMessage } from "./push-message.ts";
import { dequeue, leasePush, postpone, release } from "./push-queue.ts";
import type { LeasedPush } from "./push-queue.ts";
import { recipientsOf } from "./queue.ts";
import { readUnread } from "./read-unread.ts";
import { sendingTime } from "./sending-time.ts";

/** Time for which a push service keeps a test notification, in seconds. */
const TEST_TTL_SECONDS = 60;

/** Maximum number of requests to push services at the same time. */
export const MAX_REQUESTS = 20;
/** Time after which the queue is read again while requests take long, in milliseconds. */
const PAUSE_MS = 1_000;

/**
 * Sends the push notifications that are due to the devices of their people. When a person wants to get one, and whether
 * they can see it, want it and have not read it, is determined now. They are read one after the other, so that requests
 * to Docket don't have to wait for a connection to the database; only the requests to push services overlap.
 *
 * @returns the number of push notifications sent
 */
export async function sendPushes(runtime: Runtime, options: DeliveryOptions = {}): Promise<number> {
  const { now = Prisma.sql`now()`, stopping } = options;
  const requests = new Set<Promise<void>>();
  let key: VapidKey | null = null;
  let sent = 0;
  let previous: Id | undefined;
  try {
    for (;;) {
      if (stopping?.aborted === true) return sent;
      const push = requests.size < MAX_REQUESTS ? await leasePush(runtime.db, now, previous) : undefined;
      if (push === undefined) {
        if (requests.size === 0) return sent;
        await Promise.race([...requests, setTimeout(PAUSE_MS, undefined, { ref: false })]);
        continue;
      }
      previous = push.sessionId;
      key ??= await keyFor(runtime, push);
      const message = await attempt(runtime, push, () => messageFor(runtime, push));
      if (!message) continue;
      const target = { key, push, message };
      const request = attempt(runtime, push, () => send(runtime, target)).then((isSent) => {
        if (isSent === true) sent += 1;
        requests.delete(request);
      });
      requests.add(request);
    }
  } finally {
    await Promise.all(requests);
  }
}

/** Returns the key pair. If it can't be opened, ends the lease as if there had been no attempt. */
async function keyFor(runtime: Runtime, push: LeasedPush): Promise<VapidKey> {
  try {
    return await getVapidKey(runtime);
  } catch (error) {
    await postpone(runtime.db, push, push.leasedAt);
    await release(runtime.db, push);
    throw error;
  }
}

/** Runs a step of sending a notification. If that fails, it is sent when its lease ends. */
async function attempt<Result>(
  { log }: Runtime,
  { notificationId }: LeasedPush,
  step: () => Promise<Result>,
): Promise<Result | undefined> {
  try {
    return await step();
  } catch (error) {
    log.warn({ err: error, notificationId }, "push notification not sent");
    return undefined;
  }
}

/** Returns the message of a notification. If there is nothing to send now, postpones it or removes it, and returns null. */
async function messageFor(runtime: Runtime, push: LeasedPush): Promise<PushMessage | null> {
  const { db } = runtime;
  const { workspaceId, notificationId, userId, ttlSeconds, leasedAt } = push;
  const recipient = (await recipientsOf(db, [userId])).get(userId);
  const { items, path } = await readUnread(runtime, { workspaceId, id: notificationId, userId }, [notificationId]);
  const [item] = items;
  if (!push.isActive || ttlSeconds <= 0 || !recipient || !item || !recipient.settings.kinds[item.kind].push) {
    await dequeue(db, push);
    await release(db, push);
    return null;
  }
  const time = sendingTime(recipient, { kind: item.kind, isDigest: false, queuedAt: push.createdAt }, leasedAt);
  if (time > leasedAt) {
    await postpone(db, push, time);
    await release(db, push);
    return null;
  }
  return {
    text: pushMessage(recipient.locale, item, path),
    ttlSeconds,
    urgency: item.kind === "reminder" ? "high" : "normal",
    topic: notificationId.replaceAll("-", ""),
  };
}

type Sending = { key: VapidKey; push: LeasedPush; message: PushMessage };

/**
 * Sends a notification to one device. If the push service can't accept it now, all that is queued for the device waits.
 *
 * @returns whether it was accepted
 */
async function send(runtime: Runtime, { key, push, message }: Sending): Promise<boolean> {
  const { db, log } = runtime;
  const { notificationId, sessionId, endpoint, leasedAt } = push;
  const outcome = await sendPush(runtime, key, push, message);
  if (outcome.kind === "later") {
    const { reason, retryAfterSeconds } = outcome;
    log.warn({ notificationId, reason }, "push notification not sent; trying again later");
    if (retryAfterSeconds !== null) {
      const notBefore = new Date(leasedAt.getTime() + retryAfterSeconds * 1000);
      const where = { sessionId, endpoint, notBefore: { lt: notBefore } };
      await db.pushSubscription.updateMany({ where, data: { notBefore } });
    }
    return false;
  }
  if (outcome.kind === "refused") log.warn({ notificationId, reason: outcome.reason }, "push notification refused");
  const isCurrent = await recordOutcome(runtime, push, outcome, leasedAt);
  if (outcome.kind === "gone" && !isCurrent) {
    await postpone(db, push, leasedAt);
    return false;
  }
  await dequeue(db, push);
  await release(db, { ...push, failures: 0 });
  return outcome.kind === "sent";
}

/**
 * Notes that a device was used, or removes its subscription if the browser has ended it.
 *
 * @returns whether there was something to change, which there is not if the device has another address by now
 */
async function recordOutcome(
  { db }: Runtime,
  { sessionId, endpoint }: { sessionId: Id; endpoint: string },
  { kind }: PushOutcome,
  now: Date,
): Promise<boolean> {
  const where = { sessionId, endpoint };
  if (kind === "sent") return (await db.pushSubscription.updateMany({ where, data: { lastUsedAt: now } })).count > 0;
  return kind === "gone" && (await db.pushSubscription.deleteMany({ where })).count > 0;
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
  await recordOutcome(runtime, target, outcome, ctx.now());
  if (!("reason" in outcome)) return { outcome: outcome.kind };
  runtime.log.warn({ reason: outcome.reason }, "test notification not sent");
  return { outcome: "failed" };
}
