import { isPushPublicKey } from "@docket/auth/push-encryption";
import type { Id } from "@docket/schema/id";
import type { AddPushSubscription, PushDeviceRef } from "@docket/schema/push";
import { recordSecurityEvent } from "../../log/security/event.ts";
import type { PersonCtx, Tx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";
import { invalid, notFound } from "../../runtime/error.ts";
import { isUniqueViolation } from "../../runtime/fault.ts";
import { AddressError } from "../../runtime/outbound.ts";

/**
 * Turns on push notifications in the browser that makes the call. Its subscription belongs to the session, so that
 * signing out ends it. A browser in which several people sign in has one subscription, which the last of them gets.
 *
 * @throws DomainError `invalid` for an address that Docket can't send to, for invalid keys, and for the
 *   subscription of another browser; `conflict` if the person has too many devices
 */
export async function addPushSubscription(ctx: PersonCtx, input: AddPushSubscription): Promise<void> {
  const { userId, sessionId } = ctx.actor;
  const now = ctx.now();
  const address = addressIn(ctx, input);
  await storeAddress(ctx, async (tx) => {
    if (await isKnown(tx, ctx, address)) return;
    // Only the browser itself knows the keys, so no one else can end its subscription.
    const where = { OR: [{ sessionId }, address] };
    const earlier = await tx.pushSubscription.findMany({
      where,
      select: { sessionId: true, session: { select: { userId: true } } },
    });
    await tx.pushSubscription.deleteMany({ where });
    for (const { sessionId: id, session } of earlier) if (id !== sessionId) await recordRemoval(tx, ctx, id, session);
    await assertWithinLimit(tx, "pushSubscription", { userId, now });
    await tx.pushSubscription.create({ data: { sessionId, ...address, createdAt: now, notBefore: now } });
    await recordAddition(tx, ctx, address);
  });
}

/**
 * Replaces the address of the browser that makes the call after its push service has assigned another one. What is
 * queued for the browser is sent to the new address. Does not turn on push notifications: the person may have turned
 * them off, and after signing in, the session is another one.
 *
 * @throws DomainError `not_found` if push notifications are off in this session; `invalid` as for
 *   {@link addPushSubscription}
 */
export async function renewPushSubscription(ctx: PersonCtx, input: AddPushSubscription): Promise<void> {
  const { userId, sessionId } = ctx.actor;
  const address = addressIn(ctx, input);
  await storeAddress(ctx, async (tx) => {
    if (await isKnown(tx, ctx, address)) return;
    const { count } = await tx.pushSubscription.updateMany({
      where: { sessionId, session: { userId } },
      data: { ...address, failures: 0, notBefore: ctx.now() },
    });
    if (count === 0) throw notFound("Device");
    await recordAddition(tx, ctx, address);
  });
}

/** The address and keys of a browser, as stored. */
type Address = { endpoint: string; p256dh: Uint8Array<ArrayBuffer>; auth: Uint8Array<ArrayBuffer> };

/** @throws DomainError `invalid` for an address that Docket can't send to, and for invalid keys */
function addressIn(ctx: PersonCtx, { endpoint, keys }: AddPushSubscription): Address {
  const [p256dh, auth] = [keys.p256dh, keys.auth].map((text) => new Uint8Array(Buffer.from(text, "base64url")));
  if (p256dh === undefined || auth === undefined || !isPushPublicKey(p256dh))
    throw invalid("keys.p256dh", "is not a key for push notifications");
  checkEndpoint(ctx, endpoint);
  return { endpoint, p256dh, auth };
}

/** Runs a transaction that stores the address of a browser. */
async function storeAddress(ctx: PersonCtx, store: (tx: Tx) => Promise<void>): Promise<void> {
  try {
    await ctx.db.$transaction(store);
  } catch (error) {
    if (isUniqueViolation(error)) throw invalid("endpoint", "belongs to another browser");
    throw error;
  }
}

/** Returns whether the caller's browser already has this address. */
async function isKnown(tx: Tx, { actor: { sessionId } }: PersonCtx, address: Address): Promise<boolean> {
  const row = await tx.pushSubscription.findFirst({ where: { sessionId, ...address }, select: { sessionId: true } });
  return row !== null;
}

function checkEndpoint({ runtime }: PersonCtx, endpoint: string): void {
  try {
    runtime.outbound.check(new URL(endpoint));
  } catch (error) {
    if (error instanceof AddressError) throw invalid("endpoint", "is not an address on the internet");
    throw error;
  }
}

/**
 * Turns off push notifications on one of the caller's devices. What is queued for it is deleted, too.
 *
 * @throws DomainError `not_found` for another person's device, or one without push notifications
 */
export async function removePushSubscription(ctx: PersonCtx, { id }: PushDeviceRef): Promise<void> {
  const { userId } = ctx.actor;
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.pushSubscription.deleteMany({ where: { sessionId: id, session: { userId } } });
    if (count === 0) throw notFound("Device");
    await recordRemoval(tx, ctx, id, { userId });
  });
}

function recordAddition(tx: Tx, ctx: PersonCtx, { endpoint }: Address): Promise<void> {
  return recordSecurityEvent(tx, ctx.request, ctx.now(), {
    kind: "user_push_added",
    outcome: "success",
    actor: ctx.actor,
    subjectId: ctx.actor.userId,
    meta: { service: new URL(endpoint).hostname },
  });
}

/** @param owner the session's person */
function recordRemoval(tx: Tx, ctx: PersonCtx, sessionId: Id, owner: { userId: Id }): Promise<void> {
  return recordSecurityEvent(tx, ctx.request, ctx.now(), {
    kind: "user_push_removed",
    outcome: "success",
    actor: ctx.actor,
    subjectId: owner.userId,
    meta: { session: sessionId },
  });
}
