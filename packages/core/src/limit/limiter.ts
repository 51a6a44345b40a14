import { BurstyRateLimiter, RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { bucketKey, type StatementRunner } from "./bucket.ts";
import { BUDGETS, type Budget } from "./budget.ts";
import type { RateClass, RateLimiter } from "./rate.ts";
import { createThrottle } from "./throttle.ts";

/** One budget's points of every caller. `take` returns null, or the seconds to wait. */
type Counter = {
  take: (caller: string, points: number) => Promise<number | null>;
  giveBack: (caller: string) => Promise<void>;
};

/** One span of time in which points are counted. */
type Span = { points: number; windowSeconds: number };

const TABLE = "rate_bucket";

/**
 * Makes the limiter of this process.
 *
 * A counter that cannot be asked is a refusal, not a pass: the error of the database goes to the caller, who answers 503.
 * The library's fallback to memory stays off, for it would hide the fault and give every process a budget of its own.
 *
 * @param options `processes`: with one, only what must outlast a restart is counted in the database; with several, everything
 *   is. `database`: the table `rate_bucket` is there. `clock`: the time of the throttles; the library has its own
 */
export function createLimiter(options: {
  processes: "one" | "several";
  database: StatementRunner;
  clock: () => Date;
}): RateLimiter {
  const { processes, database, clock } = options;
  const counters = new Map<RateClass, Counter>();
  for (const name of Object.keys(BUDGETS) as RateClass[]) {
    const budget = BUDGETS[name];
    const isShared = processes === "several" || budget.isLasting === true;
    const counter = budget.isThrottled
      ? createThrottleCounter(name, budget, database, clock)
      : createPointCounter(name, budget, isShared ? database : null);
    counters.set(name, counter);
  }
  const find = (name: RateClass): Counter => {
    const counter = counters.get(name);
    if (!counter) throw new TypeError(`There is no budget named ${name}.`);
    return counter;
  };

  return {
    consume: async (name, key, points) => {
      const retryAfterSeconds = await find(name).take(key, points);
      if (retryAfterSeconds === null) return { isAllowed: true };
      const { points: limit, windowSeconds } = BUDGETS[name];
      return { isAllowed: false, retryAfterSeconds, limit, windowSeconds };
    },
    forgive: (name, key) => find(name).giveBack(key),
  };
}

function createThrottleCounter(name: string, span: Span, database: StatementRunner, clock: () => Date): Counter {
  const throttle = createThrottle({ name, ...span }, database);
  return { take: (caller) => throttle.admit(caller, clock()), giveBack: throttle.forget };
}

function createPointCounter(name: string, budget: Budget, database: StatementRunner | null): Counter {
  const main = createWindow(name, budget, database);
  const burst = budget.burst ? createWindow(`${name}_burst`, budget.burst, database) : null;
  const both = burst ? new BurstyRateLimiter(main, burst) : main;
  return {
    take: async (caller, points) => {
      try {
        await both.consume(bucketKey(name, caller), points);
        return null;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw refusal;
      }
    },
    giveBack: async (caller) => {
      const key = bucketKey(name, caller);
      await Promise.all([main.delete(key), burst?.delete(key)]);
    },
  };
}

function createWindow(
  keyPrefix: string,
  { points, windowSeconds }: Span,
  database: StatementRunner | null,
): RateLimiterMemory | RateLimiterPostgres {
  const window = { keyPrefix, points, duration: windowSeconds };
  if (!database) return new RateLimiterMemory(window);
  return new RateLimiterPostgres({
    ...window,
    // Without their names the statements also run behind a pooler in transaction mode.
    storeClient: { query: ({ text, values }: { text: string; values: unknown[] }) => database.query({ text, values }) },
    storeType: "pool",
    tableName: TABLE,
    tableCreated: true,
    // The rows of the throttles lie in the same table and must outlive the library's broom; see clean.ts.
    clearExpiredByTimeout: false,
    // Once the budget is spent, the rest of the window is refused without asking the database.
    inMemoryBlockOnConsumed: points,
  });
}
