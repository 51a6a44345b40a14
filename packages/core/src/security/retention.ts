import type { StatementRunner } from "../limit/bucket.ts";
import type { Runtime } from "../runtime.ts";
import { DAY_MS, sign, verifySignature } from "./checkpoint.ts";

/** Days for which the security log is kept. */
export const SECURITY_EVENT_DAYS = 365;

/** Removes everything up to a link, and leaves the signed statement that this was done: one statement, so both or none. */
const FORGET = `
WITH marker AS (
    INSERT INTO security_checkpoint (kind, n, hash, created_at, key_id, signature)
    VALUES ('retention', $1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
  ),
  links AS (DELETE FROM security_event_link l WHERE l.n <= $1 RETURNING l.event_id),
  checkpoints AS (DELETE FROM security_checkpoint c WHERE c.n < $1)
DELETE FROM security_event e USING links WHERE e.id = links.event_id RETURNING e.id`;

/**
 * Forgets security events that are older than a year, up to a checkpoint, so that what stays can still be verified. Only
 * a checkpoint of ours counts: its signature covers its time, so nobody can make the log look old enough to go.
 *
 * @param janitor connections of the role that may shorten the past; the application's may not
 * @returns how many events went
 */
export async function forgetSecurityEvents(runtime: Runtime, janitor: StatementRunner): Promise<number> {
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
  const { rows } = await janitor.query({ text: FORGET, values });
  return rows.length;
}
