import type { StatementRunner } from "../limit/bucket.ts";

/** Days for which the security log is kept. */
export const SECURITY_EVENT_DAYS = 365;

const DAY_MS = 24 * 60 * 60_000;

/** The newest checkpoint that is old enough stands for all before it: they go, up to and including its last event. */
const FORGET = `
WITH cut AS (SELECT max(n) AS n FROM security_checkpoint WHERE created_at < $1),
  links AS (DELETE FROM security_event_link l USING cut WHERE l.n <= cut.n RETURNING l.event_id),
  checkpoints AS (DELETE FROM security_checkpoint c USING cut WHERE c.n < cut.n)
DELETE FROM security_event e USING links WHERE e.id = links.event_id RETURNING e.id`;

/**
 * Forgets security events that are older than a year, up to a checkpoint, so that what stays can still be verified.
 *
 * @param janitor connections of the role that may shorten the past; the application's may not
 * @returns how many events went
 */
export async function forgetSecurityEvents(janitor: StatementRunner, now: Date): Promise<number> {
  const { rows } = await janitor.query({
    text: FORGET,
    values: [new Date(now.getTime() - SECURITY_EVENT_DAYS * DAY_MS)],
  });
  return rows.length;
}
