import { ForeignResponse, parseRetryAfter } from "./error-status.ts";

/** The parts of a failed call that can contain the delay: its details, its response headers, or a proxy's response. */
type Failure = { details: unknown; response: unknown; cause: unknown };

/**
 * Returns the number of seconds after which a failed call can be retried, or null if the response does not specify it.
 */
export function retryAfterOf({ details, response, cause }: Failure): number | null {
  const asked = retryAfterInDetails(details);
  if (asked !== null) return asked;
  // Not `instanceof Response`: a program or a library can replace the global class.
  const headers = (response as Partial<Response> | null | undefined)?.headers;
  if (headers) return parseRetryAfter(headers.get("retry-after"));
  return cause instanceof ForeignResponse ? cause.retryAfterSeconds : null;
}

/**
 * Returns the retry delay in seconds from an error's details, or null. Only calls that were rejected before they were
 * executed have one.
 */
export function retryAfterInDetails(details: unknown): number | null {
  if (typeof details !== "object" || details === null || !("retryAfterSeconds" in details)) return null;
  return typeof details.retryAfterSeconds === "number" ? details.retryAfterSeconds : null;
}
