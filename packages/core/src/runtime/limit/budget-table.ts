import type { RequestLimits } from "../config.ts";
import type { RateClass } from "./consume-rate.ts";

/** The number of points that one caller can use within a window. */
export type Budget = {
  points: number;
  windowSeconds: number;
  /** Additional points for short bursts, with their own window. */
  burst?: { points: number; windowSeconds: number };
  /**
   * If set, the budget is counted in the database even when other budgets are counted in memory, so that a restart
   * doesn't give an attacker new attempts.
   */
  isPersistent?: true;
  /**
   * If set, once the points are used up, each further attempt requires a longer wait, independent of the window. See
   * throttle.ts.
   */
  isThrottled?: true;
};

const MINUTE = 60;
const HOUR = 3600;

/** Budgets that limit guessing of credentials. They are counted by IP address, even for signed-in callers. */
export const GUESS_BUDGETS: ReadonlySet<RateClass> = new Set(["login", "register", "reset", "verify", "setup"]);

/**
 * Factor by which a user can exceed their limit of writes per minute once in ten minutes, for example with a script
 * that sets up a project.
 */
const WRITE_BURST = 2.5;

/**
 * Returns all budgets, with the configured limits. Anonymous callers are counted by IP address. Authenticated callers
 * are counted by user, so that users behind the same address don't share a budget.
 */
export function budgetsOf(limits: RequestLimits): Readonly<Record<RateClass, Budget>> {
  const writeBurst = { points: Math.ceil(limits.writes * WRITE_BURST), windowSeconds: 10 * MINUTE };
  return {
    login: { points: 30, windowSeconds: 10 * MINUTE, isPersistent: true },
    login_account: { points: 5, windowSeconds: 15 * MINUTE, isPersistent: true, isThrottled: true },
    login_device: { points: 5, windowSeconds: 15 * MINUTE, isPersistent: true, isThrottled: true },
    login_all: { points: 300, windowSeconds: MINUTE },
    register: { points: 5, windowSeconds: HOUR, isPersistent: true },
    reset: { points: 10, windowSeconds: HOUR, isPersistent: true },
    verify: { points: 10, windowSeconds: HOUR, isPersistent: true },
    mail: { points: 3, windowSeconds: HOUR, isPersistent: true },
    invite: { points: 60, windowSeconds: HOUR, isPersistent: true },
    setup: { points: 10, windowSeconds: HOUR, isPersistent: true },
    refresh: { points: 60, windowSeconds: MINUTE },
    read: { points: limits.reads, windowSeconds: MINUTE },
    write: { points: limits.writes, windowSeconds: MINUTE, burst: writeBurst },
    search: { points: limits.searches, windowSeconds: MINUTE },
    // One for each project, when a client begins to keep a copy.
    snapshot: { points: 600, windowSeconds: 10 * MINUTE },
    // One for all projects, each time a browser without a copy opens Docket. With 10,000 tasks, it takes the database as
    // long as about 25 reads.
    workspace_snapshot: { points: 240, windowSeconds: 10 * MINUTE },
    upload: { points: 20, windowSeconds: MINUTE },
    export: { points: 5, windowSeconds: HOUR },
    workspace_export: { points: 20, windowSeconds: HOUR },
    push: { points: 30, windowSeconds: HOUR },
    // Counts only; never blocks a caller.
    denial: { points: 600, windowSeconds: MINUTE },
    anonymous: { points: limits.anonymous, windowSeconds: MINUTE },
    unsubscribe: { points: limits.anonymous, windowSeconds: MINUTE },
    page: { points: limits.pages, windowSeconds: MINUTE },
    anonymous_page: { points: limits.anonymous, windowSeconds: MINUTE },
  };
}
