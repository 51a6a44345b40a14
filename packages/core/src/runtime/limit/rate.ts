import { message } from "@docket/schema/message";
import { DomainError } from "../error.ts";

/** The names of the separately counted budgets. */
export type RateClass =
  | "read"
  | "write"
  | "search"
  | "login"
  /** Attempts to sign in to one account from new browsers; a success gives the points back. */
  | "login_account"
  /** The same for one browser that has signed in to this account before, so that strangers can't lock out the owner. */
  | "login_device"
  /**
   * Wrong passwords of all accounts together. Blocks nobody, but detects guessing that is distributed over many
   * accounts.
   */
  | "login_all"
  | "register"
  | "reset"
  | "verify"
  | "setup"
  | "refresh"
  | "upload"
  | "export"
  | "workspace_export"
  /** Emails with links to one address. */
  | "mail"
  /** Emails that one person has sent to addresses of their choice. */
  | "invite"
  /** Rejections of one kind for one caller, so that the security log can omit most of them. */
  | "denial"
  | "anonymous"
  /** Pages for one person. */
  | "page"
  /** Pages for one address without a signed-in person. */
  | "anonymous_page";

/** The state of a caller's budget after a request was counted. */
export type BudgetState = {
  /** The budget's name, as shown in responses. */
  budget: string;
  limit: number;
  windowSeconds: number;
  /** Points used so far, including those of this request. */
  spent: number;
  remaining: number;
  /** Seconds until `remaining` is back at the limit; for a throttle with a wait, until the next attempt. */
  resetSeconds: number;
};

export type RateAnswer = ({ isAllowed: true } | { isAllowed: false; retryAfterSeconds: number }) & BudgetState;

/** Counts points against named budgets. */
export type RateLimiter = {
  /**
   * Takes points from a budget.
   *
   * @param key the caller in plain text; it is hashed before it is stored
   */
  consume: (name: RateClass, key: string, points: number) => Promise<RateAnswer>;
  /** Gives all points of one budget back to a caller. */
  forgive: (name: RateClass, key: string) => Promise<void>;
};

/**
 * Takes points from a caller's budget.
 *
 * @returns what is left of it
 * @throws DomainError `too_many_requests` with the seconds to wait
 */
export async function consumeRate(
  { limiter }: { limiter: RateLimiter },
  name: RateClass,
  key: string,
  points = 1,
): Promise<BudgetState> {
  const answer = await limiter.consume(name, key, points);
  if (answer.isAllowed) return answer;
  const { retryAfterSeconds, budget, limit, windowSeconds } = answer;
  throw new DomainError("too_many_requests", message`Too many requests. Try again in ${retryAfterSeconds} seconds.`, {
    details: { retryAfterSeconds, budget, limit, windowSeconds },
  });
}

/** Returns whether the details of an error contain the seconds to wait, as those of {@link consumeRate} do. */
export function hasRetryAfter(details: unknown): details is { retryAfterSeconds: number } {
  return (
    typeof details === "object" &&
    details !== null &&
    "retryAfterSeconds" in details &&
    typeof details.retryAfterSeconds === "number"
  );
}
