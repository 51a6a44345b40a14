import type { StatementRunner } from "./bucket.ts";
import { MAX_ATTEMPTS, THROTTLE_KEY_START } from "./throttle.ts";

const HOUR_MS = 3_600_000;
const MONTH_MS = 30 * 24 * HOUR_MS;

// Counters at the maximum number of attempts are kept. Such a caller is unblocked only by a success elsewhere or by a
// reset.
const CLEAN = `
DELETE FROM rate_bucket
WHERE expire < $1 AND NOT starts_with(key, $3) OR expire < $2 AND points < $4`;

/**
 * Deletes stale counters: a budget's an hour after its window ends, and a throttle's a month after the last attempt.
 * Run by a scheduled job.
 *
 * @param now the current time
 */
export async function cleanBuckets(database: StatementRunner, now: Date): Promise<void> {
  const nowMs = now.getTime();
  const values = [nowMs - HOUR_MS, nowMs - MONTH_MS, THROTTLE_KEY_START, MAX_ATTEMPTS];
  await database.query({ text: CLEAN, values });
}
