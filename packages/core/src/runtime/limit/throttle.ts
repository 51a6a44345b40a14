import { bucketKey, type StatementRunner } from "./bucket.ts";

const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** NIST SP 800-63B section 3.2.2: no more than 100 consecutive failures. */
export const MAX_ATTEMPTS = 100;
/** The Retry-After value when the block is permanent. */
const NEVER_SECONDS = 24 * 3600;

/** The prefix of throttle keys. It distinguishes them from other budgets in the same table. */
export const THROTTLE_KEY_START = "throttle:";

// `points` is the number of attempts since the last success. `expire` is the end of the window or, after too many
// attempts, of the wait. This is a single statement, so that concurrent attempts wait for the row and see each other.
const ADMIT = `
INSERT INTO rate_bucket AS bucket (key, points, expire) VALUES ($1, 1, $2::bigint + $3::bigint)
ON CONFLICT (key) DO UPDATE SET
  points = CASE WHEN bucket.points < $4 AND bucket.expire <= $2 THEN 1 ELSE bucket.points + 1 END,
  expire = CASE
    WHEN bucket.points < $4 AND bucket.expire <= $2 THEN $2::bigint + $3::bigint
    WHEN bucket.points + 1 < $4 THEN bucket.expire
    ELSE $2::bigint + least($5::bigint * (1::bigint << least(bucket.points + 1 - $4, 10)), $6::bigint)
  END
WHERE bucket.points < $4 OR (bucket.points < $7 AND bucket.expire <= $2)
RETURNING points, expire`;

/**
 * Whether an attempt is allowed, the number of attempts since the last success, and the seconds until the attempts are
 * forgotten or, after too many attempts, until the next one is allowed.
 */
export type Admission = { isAdmitted: boolean; attempts: number; seconds: number };

/** A limit on attempts that requires a longer wait after each failure. */
export type Throttle = {
  /** Counts an attempt if it is allowed. */
  admit: (caller: string, now: Date) => Promise<Admission>;
  /** Resets a caller's attempts after a success. */
  forget: (caller: string) => Promise<void>;
};

/**
 * Creates a throttle against guessing. It allows some attempts within a window, then one after each wait of 1, 2, 4, 8
 * and 15 minutes. After a hundred consecutive failures, it allows none until a reset. An attempt is counted before its
 * result is known, so that concurrent attempts can't exceed the limit. Call `admit` outside of any transaction that a
 * failure rolls back.
 *
 * @param budget `name` distinguishes throttles; `points` attempts in `windowSeconds` require no wait
 * @param database must contain the table `rate_bucket`; if it throws, the attempt must not proceed
 */
export function createThrottle(
  budget: { name: string; points: number; windowSeconds: number },
  database: StatementRunner,
): Throttle {
  const keyOf = (caller: string) => THROTTLE_KEY_START + bucketKey(budget.name, caller);
  const limits = [budget.windowSeconds * 1000, budget.points, FIRST_WAIT_MS, LONGEST_WAIT_MS, MAX_ATTEMPTS];
  return {
    admit: async (caller, now) => {
      const key = keyOf(caller);
      const counted = await database.query({ text: ADMIT, values: [key, now.getTime(), ...limits] });
      const [row] = counted.rows;
      return row ? { isAdmitted: true, ...countOf(row, now) } : readWait(database, key, now);
    },
    forget: async (caller) => {
      await database.query({ text: "DELETE FROM rate_bucket WHERE key = $1", values: [keyOf(caller)] });
    },
  };
}

async function readWait(database: StatementRunner, key: string, now: Date): Promise<Admission> {
  const text = "SELECT points, expire FROM rate_bucket WHERE key = $1";
  const [row] = (await database.query({ text, values: [key] })).rows;
  // If the row was deleted in the meantime, the caller has succeeded.
  const { attempts, seconds } = row ? countOf(row, now) : { attempts: 0, seconds: 1 };
  return { isAdmitted: false, attempts, seconds: attempts >= MAX_ATTEMPTS ? NEVER_SECONDS : seconds };
}

function countOf(row: Record<string, unknown>, now: Date): { attempts: number; seconds: number } {
  const waitMs = Number(row["expire"]) - now.getTime();
  return { attempts: Number(row["points"]), seconds: Math.max(1, Math.ceil(waitMs / 1000)) };
}
