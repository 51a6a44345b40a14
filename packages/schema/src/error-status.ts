/**
 * Every error code with its HTTP status. The status depends only on the code, so that all transports behave alike.
 * `not_found` is also returned for entities that the caller is not allowed to see.
 */
export const ERROR_STATUS = {
  malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  reauthentication_required: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  stale: 409,
  already_made: 409,
  too_large: 413,
  unsupported_media_type: 415,
  invalid: 422,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
  timeout: 504,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** Returns the error code for the status of a response without a code, such as a proxy's error page. */
export function codeOfStatus(status: number): ErrorCode {
  if (status === 502) return "unavailable";
  if (status === 408) return "timeout";
  const found = Object.entries(ERROR_STATUS).find(([, ofCode]) => ofCode === status);
  if (found) return found[0] as ErrorCode;
  return status >= 400 && status < 500 ? "malformed" : "internal";
}

/** An HTTP response that was not sent by Docket but by a proxy, another program, or Node's HTTP parser. */
export class ForeignResponse extends Error {
  /** HTTP status. It has the same property name as in the error events of an EventSource. */
  readonly code: number;
  /** Seconds from the `Retry-After` header, or null if there is none. */
  readonly retryAfterSeconds: number | null;

  constructor(status: number, retryAfterSeconds: number | null = null) {
    super(`HTTP status ${status}`);
    this.code = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * Returns the response if Docket sent it. Docket's responses are always JSON.
 *
 * @throws ForeignResponse for any other response
 */
export async function requireDocketResponse(response: Response): Promise<Response> {
  if (response.headers.get("content-type")?.includes("json") === true) return response;
  await response.body?.cancel();
  throw new ForeignResponse(response.status, parseRetryAfter(response.headers.get("retry-after")));
}

/**
 * Parses a `Retry-After` header in seconds (RFC 9110 section 10.2.3). Returns null if the header is missing or contains
 * a date.
 */
export function parseRetryAfter(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : null;
}
