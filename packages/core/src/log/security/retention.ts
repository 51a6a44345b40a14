import type { StatementRunner } from "../../runtime/limit/bucket.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { DAY_MS, sign, verifySignature } from "./checkpoint.ts";

/** Number of days that the security log is kept. */
export const SECURITY_EVENT_DAYS = 365;

/** Statement that deletes everything up to a link and inserts the signed retention marker, atomically. */
const DELETE_UP_TO_LINK = `
WITH marker AS (
    INSERT INTO security_checkpoint (kind, n, hash, created_at, key_id, signature)
    VALUES ('retention', $1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
  ),
  links AS (DELETE FROM security_event_link l WHERE l.n <= $1 RETURNING l.event_id),
  checkpoints AS (DELETE FROM security_checkpoint c WHERE c.n < $1)
DELETE FROM security_event e USING links WHERE e.id = links.event_id RETURNING e.id`;

/**
 * Deletes security events that are older than a year, up to a checkpoint, so that the rest can still be verified. Only
 * checkpoints with a valid signature are used. The signature covers the time, so events can't be made to look old
 * enough for deletion.
 *
 * @param janitor runs statements as the janitor role, which may delete old rows; the application's role may not
 * @returns the number of events deleted
 */
export async function deleteOldSecurityEvents(runtime: Runtime, janitor: StatementRunner): Promise<number> {
  const { db, keys, clock } = runtime;
  const before = new Date(clock().getTime() - SECURITY_EVENT_DAYS * DAY_MS);
  const old = await db.securityCheckpoint.findMany({
    where: { kind: "head", createdAt: { lt: before } },
    orderBy: { n: "desc" },
  });
  const cut = old.find((checkpoint) => verifySignature(keys, checkpoint) === "valid");
  if (cut === undefined) return 0;
  const { n, hash, createdAt, keyId, signature } = sign(keys, { ...cut, kind: "retention", createdAt: clock() });
  const values = [n.toString(), Buffer.from(hash), createdAt, keyId, Buffer.from(signature)];
  const { rows } = await janitor.query({ text: DELETE_UP_TO_LINK, values });
  return rows.length;
}
