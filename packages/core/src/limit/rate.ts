import { DomainError } from "../error.ts";
import type { Runtime } from "../runtime.ts";

/** What is counted apart from each other. */
export type RateClass =
  | "read"
  | "write"
  | "search"
  | "login"
  /** Attempts to sign in to one account from browsers that never did before; a success gives them back. */
  | "login_account"
  /** The same for one browser that has signed in to this account before, so that strangers can't lock its owner out. */
  | "login_device"
  | "register"
  | "reset"
  | "verify"
  | "setup"
  | "refresh"
  | "upload"
  | "export"
  /** Mails with links to one address. */
  | "mail"
  | "anonymous";

export type RateAnswer =
  | { isAllowed: true }
  | { isAllowed: false; retryAfterSeconds: number; limit: number; windowSeconds: number };

/** Counts points against named budgets. */
export type RateLimiter = {
  /** @param key whom to count, in plain; it is hashed before it is kept */
  consume: (name: RateClass, key: string, points: number) => Promise<RateAnswer>;
  /** Gives a caller all points of one budget back. */
  forgive: (name: RateClass, key: string) => Promise<void>;
};

/**
 * Takes one point of a caller's budget.
 *
 * @throws DomainError `too_many_requests` with the seconds to wait
 */
export async function consumeRate(runtime: Runtime, name: RateClass, key: string, points = 1): Promise<void> {
  const answer = await runtime.limiter.consume(name, key, points);
  if (answer.isAllowed) return;
  throw new DomainError("too_many_requests", `Too many requests. Please wait ${answer.retryAfterSeconds} s.`, {
    details: { retryAfterSeconds: answer.retryAfterSeconds, limit: answer.limit, windowSeconds: answer.windowSeconds },
  });
}
