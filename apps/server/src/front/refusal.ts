import type { ServerResponse } from "node:http";
import { ERROR_STATUS, type ErrorCode } from "@docket/schema/error-status";
import type { Locale } from "@docket/schema/locale";
import { PROBLEM_PAGE_POLICY, problemPage } from "./problem-page.ts";

/** A "no" of the front itself, before any application code has run. */
export type FrontRefusal = {
  readonly code: ErrorCode;
  readonly message: string;
  /** Extra response headers, such as `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Which of the refusals with this code it is. `unknown_address`: the page was opened at an address that is none of the configured ones. */
  readonly details?: { readonly reason: "unknown_address" };
};

/** Makes a refusal; the status follows from the code. */
export function refuse(code: ErrorCode, message: string, headers?: Record<string, string>): FrontRefusal {
  return headers === undefined ? { code, message } : { code, message, headers };
}

/** After so many seconds a page that failed for a passing reason may be there. */
export const RETRY_SOON_SECONDS = 3;

/** The longest wait, in seconds, after which a page loads itself again. */
const MAX_RETRY_SECONDS = 120;

/**
 * Answers with a refusal: `{ error: { code, message, requestId } }` for programs, one readable page for people. Nothing
 * of the server's inside is ever in it. A page that may be there after `Retry-After` loads itself again then.
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

/** The JSON form of a refusal, as text. */
export function refusalBody({ code, message, details }: FrontRefusal, requestId: string | undefined): string {
  return JSON.stringify({ error: { code, message, requestId, details } });
}
