import type { RequestLimits } from "../config.ts";
import type { RateClass } from "./rate.ts";

/** How much of something one caller may have. */
export type Budget = {
  points: number;
  windowSeconds: number;
  /** Points on top for a moment of haste, in a window of their own. */
  burst?: { points: number; windowSeconds: number };
  /**
   * Counted in the database even where everything else is counted in memory: a restart must not give a guesser new tries.
   */
  isLasting?: true;
  /** After the points each further try needs a longer wait, whatever the window; see throttle.ts. */
  isThrottled?: true;
};

const MINUTE = 60;
const HOUR = 3600;

/** Budgets of attempts to get in. They always count by address, also for callers who are signed in. */
export const GUESS_BUDGETS: ReadonlySet<RateClass> = new Set(["login", "register", "reset", "verify", "setup"]);

/** Once in ten minutes a person may exceed their writes per minute by this factor, for a script that sets up a project. */
const WRITE_BURST = 2.5;

/**
 * Every budget, with the limits of the settings. Anonymous callers are counted by address, known ones by person: people behind
 * one address do not share.
 */
export function budgetsOf(limits: RequestLimits): Readonly<Record<RateClass, Budget>> {
  const writeBurst = { points: Math.ceil(limits.writes * WRITE_BURST), windowSeconds: 10 * MINUTE };
  return {
    login: { points: 30, windowSeconds: 10 * MINUTE, isLasting: true },
    login_account: { points: 5, windowSeconds: 15 * MINUTE, isLasting: true, isThrottled: true },
    login_device: { points: 5, windowSeconds: 15 * MINUTE, isLasting: true, isThrottled: true },
    login_all: { points: 300, windowSeconds: MINUTE },
    register: { points: 5, windowSeconds: HOUR, isLasting: true },
    reset: { points: 10, windowSeconds: HOUR, isLasting: true },
    verify: { points: 10, windowSeconds: HOUR, isLasting: true },
    mail: { points: 3, windowSeconds: HOUR, isLasting: true },
    invite: { points: 60, windowSeconds: HOUR, isLasting: true },
    setup: { points: 10, windowSeconds: HOUR, isLasting: true },
    refresh: { points: 60, windowSeconds: MINUTE },
    read: { points: limits.reads, windowSeconds: MINUTE },
    write: { points: limits.writes, windowSeconds: MINUTE, burst: writeBurst },
    search: { points: limits.searches, windowSeconds: MINUTE },
    upload: { points: 20, windowSeconds: MINUTE },
    export: { points: 5, windowSeconds: HOUR },
    workspace_export: { points: 20, windowSeconds: HOUR },
    // Nobody is held back by it; it only counts.
    denial: { points: 600, windowSeconds: MINUTE },
    anonymous: { points: limits.anonymous, windowSeconds: MINUTE },
    page: { points: limits.pages, windowSeconds: MINUTE },
    anonymous_page: { points: limits.anonymous, windowSeconds: MINUTE },
  };
}
