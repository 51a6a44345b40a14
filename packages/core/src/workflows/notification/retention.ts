import type { Runtime } from "../../runtime/runtime.ts";

const DAY_MS = 24 * 60 * 60_000;
/** Number of days for which notifications are kept after they have been read. */
const READ_DAYS = 90;
/** Maximum number of rows per statement, so that no lock is held for long. */
const BATCH = 1_000;

/**
 * Deletes notifications that were shown more than 90 days ago and have been read, and emails and push notifications
 * that have been sent or have expired.
 *
 * @returns the number of deleted rows
 */
export async function deleteOldNotifications(
  { db, clock }: Pick<Runtime, "db" | "clock">,
  stopping?: AbortSignal,
): Promise<number> {
  const now = clock();
  const [readBefore, sentBefore] = [READ_DAYS, 1].map((days) => new Date(now.getTime() - days * DAY_MS));
  const deliveries = await db.notificationDelivery.deleteMany({
    where: { OR: [{ expiresAt: { lt: now } }, { sentAt: { lt: sentBefore } }] },
  });
  const pushes = await db.pushDelivery.deleteMany({ where: { expiresAt: { lt: now } } });
  let count = deliveries.count + pushes.count;
  for (;;) {
    if (stopping?.aborted === true) return count;
    // All indexes begin with the workspace and the person, so the rows of each person are looked up separately.
    const deleted = await db.$executeRaw`
      DELETE FROM notification WHERE (workspace_id, id) IN (
        SELECT n.workspace_id, n.id FROM workspace_member m CROSS JOIN LATERAL (
          SELECT n.workspace_id, n.id FROM notification n WHERE n.workspace_id = m.workspace_id AND n.user_id = m.user_id
            AND n.read_at IS NOT NULL AND n.shown_at < ${readBefore} LIMIT ${BATCH}
        ) n LIMIT ${BATCH})`;
    count += deleted;
    if (deleted < BATCH) return count;
  }
}
