import type { Id } from "@docket/schema/id";
import { uuidv7 } from "@docket/schema/uuid";
import { appendToLog } from "../../log/command/log.ts";
import { NO_ACTOR_ID } from "../../log/record.ts";
import type { ChangeDraft } from "../../log/record.ts";
import type { Tx } from "../../runtime/ctx.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { queuePushes } from "./push-queue.ts";
import type { NewNotification } from "./queue.ts";
import { queueDeliveries, recipientsOf } from "./queue.ts";

/** Returns the change that tells a person's open pages to read their notifications again. It contains nothing else. */
export function notificationsChanged(userId: Id): ChangeDraft {
  const line = { entity: "notification", entityId: userId, op: "update", projectId: null, audience: userId } as const;
  return { ...line, version: null, before: null, after: null };
}

/**
 * Queues the emails and push notifications of new notifications and tells the open pages of their people, in the
 * transaction that inserts them.
 *
 * @returns the workspaces whose readers must be notified after the commit
 */
export async function recordArrivals(
  tx: Tx,
  runtime: Pick<Runtime, "clock" | "mailer">,
  notifications: NewNotification[],
): Promise<Id[]> {
  const recipients = await recipientsOf(tx, [...new Set(notifications.map(({ userId }) => userId))]);
  await queueDeliveries(tx, runtime, notifications, recipients);
  await queuePushes(tx, runtime, notifications, recipients);
  // All transactions lock the counters of the change logs in the same order, so that they can't deadlock.
  const workspaceIds = [...new Set(notifications.map(({ workspaceId }) => workspaceId))].sort();
  for (const workspaceId of workspaceIds) {
    const own = notifications.filter((notification) => notification.workspaceId === workspaceId);
    await appendToLog(tx, {
      workspaceId,
      commandId: uuidv7(),
      actorId: NO_ACTOR_ID,
      tokenId: null,
      kind: "notification.deliver",
      inputHash: new Uint8Array(),
      result: null,
      groupId: null,
      undoOf: null,
      at: runtime.clock(),
      changes: [...new Set(own.map(({ userId }) => userId))].map(notificationsChanged),
    });
  }
  return workspaceIds;
}
