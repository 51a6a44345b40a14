import type { ServerResponse } from "node:http";
import { translate } from "@docket/core/runtime/translation/translate";
import { ERROR_STATUS, type ErrorCode } from "@docket/schema/error-status";
import type { Locale } from "@docket/schema/locale";
import type { Message } from "@docket/schema/message";
import { problemPage, problemPagePolicy } from "./problem-page.ts";

/** An error response that the front sends itself, without the API or the web app. */
export type FrontRefusal = {
  readonly code: ErrorCode;
  readonly message: Message;
  /** Additional response headers, such as `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The reason for the refusal. `unknown_address`: the page was opened at a URL that is not a configured `APP_URL`. */
  readonly details?: { readonly reason: "unknown_address" };
};

/** Creates a refusal. The code determines its status. */
export function refuse(code: ErrorCode, message: Message, headers?: Record<string, string>): FrontRefusal {
  return headers === undefined ? { code, message } : { code, message, headers };
}

/** Number of seconds after which a page that failed for a temporary reason is retried. */
export const RETRY_SOON_SECONDS = 3;

/** The longest delay, in seconds, after which a page reloads itself. */
const MAX_RETRY_SECONDS = 120;

/**
 * Responds with a refusal in the reader's language. Programs receive `{ error: { code, message, requestId } }`,
 * browsers an HTML page. It never contains internal details. A page with a short `Retry-After` reloads itself after
 * that time.
 *
 * @param options `isPage`: whether the client is a browser navigating to a page; `fontPath`: the path of the page's font,
 *   or null for the system's font
 */
export function sendRefusal(
  response: ServerResponse,
  refusal: FrontRefusal,
  {
    requestId,
    locale,
    isPage,
    fontPath,
  }: { requestId: string; locale: Locale; isPage: boolean; fontPath: string | null },
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const retrySeconds = retrySecondsOf(refusal);
  const body = isPage
    ? problemPage(refusal.code, { locale, requestId, retrySeconds, fontPath })
    : refusalBody(refusal, { requestId, locale });
  response.writeHead(ERROR_STATUS[refusal.code], {
    ...refusal.headers,
    ...(isPage
      ? {
          ...PAGE_HEADERS,
          "content-security-policy": problemPagePolicy(fontPath),
          ...(retrySeconds !== null && { refresh: String(retrySeconds) }),
        }
      : { "cache-control": "no-store", "content-type": "application/json" }),
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

const PAGE_HEADERS = {
  "cache-control": "private, no-store",
  "content-type": "text/html; charset=utf-8",
  vary: "accept-language",
};

function retrySecondsOf({ headers }: FrontRefusal): number | null {
  const seconds = Number(headers?.["retry-after"] ?? Number.NaN);
  return seconds <= MAX_RETRY_SECONDS ? seconds : null;
}

/** Returns a refusal as JSON. */
export function refusalBody(
  { code, message, details }: FrontRefusal,
  { requestId, locale }: { requestId: string | undefined; locale: Locale },
): string {
  return JSON.stringify({ error: { code, message: translate(message, locale), requestId, details } });
}
