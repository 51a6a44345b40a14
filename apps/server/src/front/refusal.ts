import type { ServerResponse } from "node:http";
import { ERROR_STATUS, type ErrorCode } from "@docket/schema/error-status";
import type { Locale } from "@docket/schema/locale";
import { PROBLEM_PAGE_POLICY, problemPage } from "./problem-page.ts";

/** An error response that the front sends itself instead of the API's or the web app's response. */
export type FrontRefusal = {
  readonly code: ErrorCode;
  readonly message: string;
  /** Extra response headers, such as `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Why it was refused. `unknown_address`: the page was opened at a URL that is not a configured `APP_URL`. */
  readonly details?: { readonly reason: "unknown_address" };
};

/** Creates a refusal. Its status follows from the code. */
export function refuse(code: ErrorCode, message: string, headers?: Record<string, string>): FrontRefusal {
  return headers === undefined ? { code, message } : { code, message, headers };
}

/** Seconds after which a page that failed for a temporary reason is retried. */
export const RETRY_SOON_SECONDS = 3;

/** The longest wait, in seconds, after which a page reloads itself. */
const MAX_RETRY_SECONDS = 120;

/**
 * Responds with a refusal: `{ error: { code, message, requestId } }` for programs, an HTML page for browsers. It never
 * contains internal details. A page with a short `Retry-After` reloads itself after that time.
 *
 * @param options `page`: the language of the page; null for programs
 */
export function sendRefusal(
  response: ServerResponse,
  refusal: FrontRefusal,
  { requestId, page }: { requestId: string; page: Locale | null },
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const retrySeconds = retrySecondsOf(refusal);
  const body =
    page === null
      ? refusalBody(refusal, requestId)
      : problemPage(refusal.code, { locale: page, requestId, retrySeconds });
  response.writeHead(ERROR_STATUS[refusal.code], {
    ...refusal.headers,
    ...(page === null
      ? { "cache-control": "no-store", "content-type": "application/json" }
      : { ...PAGE_HEADERS, ...(retrySeconds !== null && { refresh: String(retrySeconds) }) }),
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

const PAGE_HEADERS = {
  "cache-control": "private, no-store",
  "content-security-policy": PROBLEM_PAGE_POLICY,
  "content-type": "text/html; charset=utf-8",
  vary: "accept-language",
};

function retrySecondsOf({ headers }: FrontRefusal): number | null {
  const seconds = Number(headers?.["retry-after"] ?? Number.NaN);
  return seconds <= MAX_RETRY_SECONDS ? seconds : null;
}

/** Returns a refusal as JSON text. */
export function refusalBody({ code, message, details }: FrontRefusal, requestId: string | undefined): string {
  return JSON.stringify({ error: { code, message, requestId, details } });
}
