import type { Id } from "@docket/schema/id";
import { uuidv7 } from "@docket/schema/uuid";
import { appendToLog } from "../../log/command/log.ts";
import { NO_ACTOR_ID } from "../../log/record.ts";
import type { ChangeDraft } from "../../log/record.ts";
import type { Tx } from "../../runtime/ctx.ts";

/** A person who has new notifications in a workspace. */
export type Recipient = { workspaceId: Id; userId: Id };

/** Returns the change that tells a person's open pages to read their notifications again. It contains nothing else. */
export function notificationsChanged(userId: Id): ChangeDraft {
  const line = { entity: "notification", entityId: userId, op: "update", projectId: null, audience: userId } as const;
  return { ...line, version: null, before: null, after: null };
}

/**
 * Records that people have new notifications, in the transaction that inserts them.
 *
 * @returns the workspaces whose readers must be notified after the commit
 */
export async function recordArrivals(tx: Tx, recipients: Recipient[], at: Date): Promise<Id[]> {
  // All transactions lock the counters of the change logs in the same order, so that they can't deadlock.
  const workspaceIds = [...new Set(recipients.map(({ workspaceId }) => workspaceId))].sort();
  for (const workspaceId of workspaceIds) {
    const own = recipients.filter((recipient) => recipient.workspaceId === workspaceId);
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
      at,
      changes: [...new Set(own.map(({ userId }) => userId))].map(notificationsChanged),
    });
  }
  return workspaceIds;
}
