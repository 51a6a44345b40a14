import type { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { PushDevices, PushKey } from "@docket/schema/push";
import type { PersonCtx } from "../../runtime/ctx.ts";
import { getVapidKey } from "./vapid-key.ts";

/** Returns the condition on the subscriptions of a person whose session has not ended. */
export function ownSubscriptions(userId: Id, now: Date): Prisma.PushSubscriptionWhereInput {
  return { session: { userId, revokedAt: null, idleExpiresAt: { gt: now }, absoluteExpiresAt: { gt: now } } };
}

/** Returns the public key with which a browser subscribes to push notifications of this installation. */
export async function getPushKey({ runtime }: PersonCtx): Promise<PushKey> {
  const { publicKey } = await getVapidKey(runtime);
  return { publicKey };
}

/** Lists the caller's devices with push notifications, newest first. Their number is limited, so there are no pages. */
export async function listPushDevices(ctx: PersonCtx): Promise<PushDevices> {
  const { db, actor } = ctx;
  const rows = await db.pushSubscription.findMany({
    where: ownSubscriptions(actor.userId, ctx.now()),
    orderBy: [{ createdAt: "desc" }, { sessionId: "desc" }],
    select: {
      sessionId: true,
      endpoint: true,
      createdAt: true,
      lastUsedAt: true,
      session: { select: { label: true, userAgent: true } },
    },
  });
  const items = rows.map(({ sessionId, createdAt, lastUsedAt, session }) => ({
    id: sessionId,
    isCurrent: sessionId === actor.sessionId,
    ...session,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  }));
  return { items, endpoint: rows.find(({ sessionId }) => sessionId === actor.sessionId)?.endpoint ?? null };
}
