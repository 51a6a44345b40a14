import { ForeignAnswer, parseRetryAfter } from "./error-status.ts";

/** Where a failed call may say how long to wait: in its details, in its response's headers, or in the answer of a proxy. */
type Failure = { details: unknown; response: unknown; cause: unknown };

/** Returns the seconds after which a failed call may be made again, or null when the answer does not say. */
export function retryAfterOf({ details, response, cause }: Failure): number | null {
  const asked = askedIn(details);
  if (asked !== null) return asked;
  if (response instanceof Response) return parseRetryAfter(response.headers.get("retry-after"));
  return cause instanceof ForeignAnswer ? cause.retryAfterSeconds : null;
}

/** Returns the seconds that the details of a refusal ask to wait. Only what was refused before it was begun has them. */
export function askedIn(details: unknown): number | null {
  if (typeof details !== "object" || details === null || !("retryAfterSeconds" in details)) return null;
  return typeof details.retryAfterSeconds === "number" ? details.retryAfterSeconds : null;
}
