import type { StatementRunner } from "./bucket.ts";
import { MAX_ATTEMPTS, THROTTLE_KEY_START } from "./throttle.ts";

const HOUR_MS = 3_600_000;
const MONTH_MS = 30 * 24 * HOUR_MS;

// Who is at the last attempt stays there; only a success elsewhere or a reset frees them.
const CLEAN = `
DELETE FROM rate_bucket
WHERE expire < $1 AND NOT starts_with(key, $3) OR expire < $2 AND points < $4`;

/**
 * Removes the counters that no longer count for anything: budgets an hour after their window, throttles when the caller has
 * been away for a month. For a job that runs every now and then.
 *
 * @param now the present time
 */
export async function cleanBuckets(database: StatementRunner, now: Date): Promise<void> {
  const nowMs = now.getTime();
  const values = [nowMs - HOUR_MS, nowMs - MONTH_MS, THROTTLE_KEY_START, MAX_ATTEMPTS];
  await database.query({ text: CLEAN, values });
}
