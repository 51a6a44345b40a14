import { message } from "@docket/schema/message";
import { DomainError } from "../error.ts";

/** The name of a separately counted budget. */
export type RateClass =
  | "read"
  | "write"
  | "search"
  | "login"
  /** Attempts to sign in to one account from new browsers. A success resets the budget. */
  | "login_account"
  /**
   * Sign-in attempts from a browser that has signed in to this account before. Counted separately, so that strangers
   * can't lock out the owner.
   */
  | "login_device"
  /**
   * Wrong passwords across all accounts. Blocks no one, but detects guessing that is distributed over many accounts.
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
  | "snapshot"
  | "workspace_snapshot"
  /** Emails with links that are sent to one address. */
  | "mail"
  /** Emails that one user causes to be sent to addresses of their choice. */
  | "invite"
  /** Turning on push notifications, and test notifications. Both send requests to an address that the caller chooses. */
  | "push"
  /** Denials of one kind for one caller. They are counted so that the security log can omit most of them. */
  | "denial"
  | "anonymous"
  /** Clicks on the links in emails that end such emails, from one IP address. Mail programs share few addresses. */
  | "unsubscribe"
  /** Pages requested by one signed-in user. */
  | "page"
  /** Pages requested from one IP address without a session. */
  | "anonymous_page";

/** The state of a caller's budget after a request has been counted. */
export type BudgetState = {
  /** The name of the budget, as shown in responses. */
  budget: string;
  limit: number;
  windowSeconds: number;
  /** Points used so far, including by this request. */
  spent: number;
  remaining: number;
  /**
   * Seconds until `remaining` is back at the limit or, while a throttle requires a wait, until the next attempt is
   * allowed.
   */
  resetSeconds: number;
};

export type RateAnswer = ({ isAllowed: true } | { isAllowed: false; retryAfterSeconds: number }) & BudgetState;

/** Counts points against named budgets. */
export type RateLimiter = {
  /**
   * Consumes points from a budget.
   *
   * @param key the caller in plain text; hashed before it is stored
   */
  consume: (name: RateClass, key: string, points: number) => Promise<RateAnswer>;
  /** Resets a caller's budget. */
  forgive: (name: RateClass, key: string) => Promise<void>;
};

/**
 * Consumes points from a caller's budget.
 *
 * @returns the state of the budget afterwards
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

/** Returns whether the details of an error contain the seconds to wait, like the errors of {@link consumeRate}. */
export function hasRetryAfter(details: unknown): details is { retryAfterSeconds: number } {
  return (
    typeof details === "object" &&
    details !== null &&
    "retryAfterSeconds" in details &&
    typeof details.retryAfterSeconds === "number"
  );
}
