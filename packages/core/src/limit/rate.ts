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
  /** Passwords that were wrong, of all accounts together: nobody is held back by it, but it tells of guessing that is spread over many. */
  | "login_all"
  | "register"
  | "reset"
  | "verify"
  | "setup"
  | "refresh"
  | "upload"
  | "export"
  | "workspace_export"
  /** Mails with links to one address. */
  | "mail"
  /** Mails that one person has sent to addresses of their choice. */
  | "invite"
  /** Refusals of one kind that one caller met, so that the security log can leave most of them out. */
  | "denial"
  | "anonymous"
  /** Pages of one person, whatever they read. */
  | "page"
  /** Pages of one address where nobody is signed in. */
  | "anonymous_page";

/** How a caller stands with a budget after a request was counted against it. */
export type RateStanding = {
  /** The budget, by the name that answers give it. */
  budget: string;
  limit: number;
  windowSeconds: number;
  /** Points that were taken of it so far, those of this request included. */
  spent: number;
  remaining: number;
  /** Until `remaining` is the limit again; for a throttle that slows down, until the next try. */
  resetSeconds: number;
};

export type RateAnswer = ({ isAllowed: true } | { isAllowed: false; retryAfterSeconds: number }) & RateStanding;

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
 * @returns what is left of it
 * @throws DomainError `too_many_requests` with the seconds to wait
 */
export async function consumeRate(runtime: Runtime, name: RateClass, key: string, points = 1): Promise<RateStanding> {
  const answer = await runtime.limiter.consume(name, key, points);
  if (answer.isAllowed) return answer;
  const { retryAfterSeconds, budget, limit, windowSeconds } = answer;
  throw new DomainError("too_many_requests", `Too many requests. Please wait ${retryAfterSeconds} s.`, {
    details: { retryAfterSeconds, budget, limit, windowSeconds },
  });
}

/** Whether the details of a refusal name the seconds to wait, as those of {@link consumeRate} do. */
export function hasRetryAfter(details: unknown): details is { retryAfterSeconds: number } {
  return (
    typeof details === "object" &&
    details !== null &&
    "retryAfterSeconds" in details &&
    typeof details.retryAfterSeconds === "number"
  );
}
