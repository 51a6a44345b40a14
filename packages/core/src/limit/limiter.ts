import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { bucketKey, type StatementRunner } from "./bucket.ts";
import type { Budget } from "./budget.ts";
import type { RateAnswer, RateClass, RateLimiter, RateStanding } from "./rate.ts";
import { createThrottle } from "./throttle.ts";

/** One budget's points of every caller. */
type Counter = {
  take: (caller: string, points: number) => Promise<RateAnswer>;
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
  budgets: Readonly<Record<RateClass, Budget>>;
}): RateLimiter {
  const { processes, database, clock, budgets } = options;
  const counters = new Map<RateClass, Counter>();
  for (const name of Object.keys(budgets) as RateClass[]) {
    const budget = budgets[name];
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
    consume: (name, key, points) => find(name).take(key, points),
    forgive: (name, key) => find(name).giveBack(key),
  };
}

function createThrottleCounter(name: string, span: Span, database: StatementRunner, clock: () => Date): Counter {
  const throttle = createThrottle({ name, ...span }, database);
  return {
    take: async (caller) => {
      const { isAdmitted, attempts, seconds } = await throttle.admit(caller, clock());
      const standing = standingOf(name, span, attempts, seconds);
      return isAdmitted
        ? { isAllowed: true, ...standing }
        : { isAllowed: false, retryAfterSeconds: seconds, ...standing };
    },
    giveBack: throttle.forget,
  };
}

function standingOf(
  budget: string,
  { points, windowSeconds }: Span,
  spent: number,
  resetSeconds: number,
): RateStanding {
  return { budget, limit: points, windowSeconds, spent, remaining: Math.max(0, points - spent), resetSeconds };
}

function createPointCounter(name: string, budget: Budget, database: StatementRunner | null): Counter {
  const main = createWindow(name, budget, database);
  const burst = budget.burst && { span: budget.burst, window: createWindow(`${name}_burst`, budget.burst, database) };
  return {
    take: async (caller, points) => {
      const key = bucketKey(name, caller);
      const answer = await takeFrom(main, { name, span: budget }, key, points);
      if (answer.isAllowed || !burst) return answer;
      const hasty = await takeFrom(burst.window, { name: `${name}_burst`, span: burst.span }, key, points);
      return hasty.isAllowed || hasty.retryAfterSeconds < answer.retryAfterSeconds ? hasty : answer;
    },
    giveBack: async (caller) => {
      const key = bucketKey(name, caller);
      await Promise.all([main.delete(key), burst?.window.delete(key)]);
    },
  };
}

async function takeFrom(
  window: RateLimiterMemory | RateLimiterPostgres,
  { name, span }: { name: string; span: Span },
  key: string,
  points: number,
): Promise<RateAnswer> {
  // A refusal is a rejection with the same figures; any other is a fault.
  const counted = await window.consume(key, points).catch((refusal: unknown) => {
    if (refusal instanceof RateLimiterRes) return { refusal };
    throw refusal;
  });
  const { consumedPoints, msBeforeNext } = "refusal" in counted ? counted.refusal : counted;
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  if (!("refusal" in counted)) return { isAllowed: true, ...standingOf(name, span, consumedPoints, seconds) };
  // What is refused from memory, without asking the database, knows no count.
  const spent = Math.max(consumedPoints, span.points);
  return { isAllowed: false, retryAfterSeconds: seconds, ...standingOf(name, span, spent, seconds) };
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
