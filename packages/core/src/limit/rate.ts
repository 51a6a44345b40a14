import { DomainError } from "../error.ts";
import type { Runtime } from "../runtime.ts";

/** What is counted apart from each other. */
export type RateClass =
  | "read"
  | "write"
  | "search"
  | "login"
  | "register"
  | "reset"
  | "verify"
  | "setup"
  | "refresh"
  | "upload"
  | "export"
  | "anonymous";

export type RateAnswer =
  | { isAllowed: true }
  | { isAllowed: false; retryAfterSeconds: number; limit: number; windowSeconds: number };

/** Counts points against named budgets. */
export type RateLimiter = {
  /** @param key whom to count, in plain; it is hashed before it is kept */
  consume: (name: RateClass, key: string, points: number) => Promise<RateAnswer>;
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
