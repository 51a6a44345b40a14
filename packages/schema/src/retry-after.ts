import { ForeignResponse, parseRetryAfter } from "./error-status.ts";

/**
 * The parts of a failed call that can say how long to wait: its details, its response's headers, or a proxy's answer.
 */
type Failure = { details: unknown; response: unknown; cause: unknown };

/** Returns the seconds after which a failed call may be retried, or null if the answer does not say. */
export function retryAfterOf({ details, response, cause }: Failure): number | null {
  const asked = retryAfterInDetails(details);
  if (asked !== null) return asked;
  if (response instanceof Response) return parseRetryAfter(response.headers.get("retry-after"));
  return cause instanceof ForeignResponse ? cause.retryAfterSeconds : null;
}

/**
 * Returns the wait in seconds from an error's details, or null. Only a call that was rejected before it began has one.
 */
export function retryAfterInDetails(details: unknown): number | null {
  if (typeof details !== "object" || details === null || !("retryAfterSeconds" in details)) return null;
  return typeof details.retryAfterSeconds === "number" ? details.retryAfterSeconds : null;
}
