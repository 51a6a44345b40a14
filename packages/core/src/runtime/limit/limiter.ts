import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { bucketKey, type StatementRunner } from "./bucket.ts";
import type { Budget } from "./budget-table.ts";
import type { RateAnswer, RateClass, RateLimiter, BudgetState } from "./consume-rate.ts";
import { createThrottle } from "./throttle.ts";

/** Counts the points that each caller has used from one budget. */
type Counter = {
  take: (caller: string, points: number) => Promise<RateAnswer>;
  giveBack: (caller: string) => Promise<void>;
};

/** The points allowed in a window of time. */
type Span = { points: number; windowSeconds: number };

const TABLE = "rate_bucket";

/**
 * Creates this process's limiter.
 *
 * If the database fails, nothing is allowed: the error is thrown, and the caller responds with 503. The library's
 * in-memory fallback is disabled, because it would hide the failure and give every process its own budget.
 *
 * @param options `processes`: with one process, only budgets that must survive a restart are counted in the database;
 *   with several, all are. `database`: must contain the table `rate_bucket`. `clock`: used only for throttles; the
 *   library uses the system clock
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
    const isShared = processes === "several" || budget.isPersistent === true;
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
      const standing = toStanding(name, span, attempts, seconds);
      return isAdmitted
        ? { isAllowed: true, ...standing }
        : { isAllowed: false, retryAfterSeconds: seconds, ...standing };
    },
    giveBack: throttle.forget,
  };
}

function toStanding(budget: string, { points, windowSeconds }: Span, spent: number, resetSeconds: number): BudgetState {
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
      const burstAnswer = await takeFrom(burst.window, { name: `${name}_burst`, span: burst.span }, key, points);
      return burstAnswer.isAllowed || burstAnswer.retryAfterSeconds < answer.retryAfterSeconds ? burstAnswer : answer;
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
  // If the points are used up, the library rejects with the same figures. Any other rejection is a failure.
  const counted = await window.consume(key, points).catch((refusal: unknown) => {
    if (refusal instanceof RateLimiterRes) return { refusal };
    throw refusal;
  });
  const { consumedPoints, msBeforeNext } = "refusal" in counted ? counted.refusal : counted;
  const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  if (!("refusal" in counted)) return { isAllowed: true, ...toStanding(name, span, consumedPoints, seconds) };
  // A rejection served from memory, without a statement, contains no count.
  const spent = Math.max(consumedPoints, span.points);
  return { isAllowed: false, retryAfterSeconds: seconds, ...toStanding(name, span, spent, seconds) };
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
    // Unnamed statements also work with a pooler in transaction mode.
    storeClient: { query: ({ text, values }: { text: string; values: unknown[] }) => database.query({ text, values }) },
    storeType: "pool",
    tableName: TABLE,
    tableCreated: true,
    // The table also contains rows for throttles, which the library's cleanup must not delete. See clean.ts.
    clearExpiredByTimeout: false,
    // Once the budget is used up, further calls in the window are rejected without a statement.
    inMemoryBlockOnConsumed: points,
  });
}
