import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "./log.ts";
import { RETRY_SOON_SECONDS, refuse } from "./refusal.ts";
import type { FrontRefusal } from "./refusal.ts";
import { deleteHeaders, headerOf, readCookie, replaceCookie, setHeader } from "./request-header.ts";
import type { RequestInfo } from "./request-info.ts";

/** The outcome of trading a refresh token; `setCookies` are the `Set-Cookie` values that belong to the answer. */
export type Renewal =
  | { readonly kind: "renewed"; readonly accessToken: string; readonly setCookies: readonly string[] }
  /** The refresh token is worth nothing (any more). */
  | { readonly kind: "over"; readonly setCookies: readonly string[] }
  /** The session was renewed too often; nothing has changed. */
  | { readonly kind: "limited"; readonly retryAfterSeconds: number };

/** What the front must be told about sessions, so that it need not know how they work. */
export type SessionCookies = {
  /** Names of the two cookies; they follow the scheme of `APP_URL`. */
  readonly accessName: string;
  readonly refreshName: string;
  /** True when this access token is no longer good for a page: unreadable, or at its end. */
  isStale(accessToken: string): Promise<boolean>;
  /** Trades a refresh token for a new pair. */
  refresh(refreshToken: string, info: RequestInfo, userAgent: string): Promise<Renewal>;
};

// Undecoded and whole: a path that hides its name behind percent signs, or mixes in others, is not one of these.
const SESSION_CALL = /^\/api\/trpc\/session\.[A-Za-z]+(?:,session\.[A-Za-z]+)*$/;

/**
 * Whether a person opens a page with a refresh token and without a good access token. Prefetches and files are no such pages.
 */
export async function isRenewalDue(request: IncomingMessage, cookies: SessionCookies): Promise<boolean> {
  if (!isPageView(request)) return false;
  const header = headerOf(request, "cookie");
  if (readCookie(header, cookies.refreshName) === undefined) return false;
  const accessToken = readCookie(header, cookies.accessName);
  return accessToken === undefined || (await cookies.isStale(accessToken));
}

/**
 * Renews the session before a page is rendered, so that a person whose access token has expired does not land on the
 * sign-in page. Only where {@link isRenewalDue}.
 *
 * @returns the refusal to answer with while the session cannot be renewed; a page rendered then would say that nobody is
 *   signed in. Null when the page can be rendered.
 */
export async function refreshForPage(
  request: IncomingMessage,
  response: ServerResponse,
  cookies: SessionCookies,
  info: RequestInfo,
  logger: Logger,
): Promise<FrontRefusal | null> {
  const header = headerOf(request, "cookie");
  try {
    const renewal = await cookies.refresh(
      readCookie(header, cookies.refreshName) ?? "",
      info,
      headerOf(request, "user-agent") ?? "",
    );
    if (renewal.kind === "limited") return refuseForNow("too_many_requests", renewal.retryAfterSeconds);
    for (const cookie of renewal.setCookies) response.appendHeader("set-cookie", cookie);
    const renewed = renewal.kind === "renewed" ? renewal.accessToken : undefined;
    setCookieHeader(request, replaceCookie(header, cookies.accessName, renewed));
    return null;
  } catch (error) {
    logger.error({ err: error, id: info.requestId }, "a session could not be renewed");
    return refuseForNow("unavailable", RETRY_SOON_SECONDS);
  }
}

/** Refuses a page that then loads itself again. */
function refuseForNow(code: "too_many_requests" | "unavailable", seconds: number): FrontRefusal {
  return refuse(code, "Your session can't be renewed right now.", { "retry-after": String(seconds) });
}

/** Takes the refresh token out of a request, unless the request goes to the session procedures and nowhere else. */
export function stripRefreshCookie(request: IncomingMessage, path: string, refreshName: string): void {
  const header = headerOf(request, "cookie");
  if (header === undefined || SESSION_CALL.test(path)) return;
  if (readCookie(header, refreshName) === undefined) return;
  setCookieHeader(request, replaceCookie(header, refreshName));
}

/**
 * Whether a person opens a page with this request: by a navigation of the browser, or by one of Next's router (`rsc`).
 * A prefetch is neither, and renewing for it would race the page itself.
 */
function isPageView({ method, headers }: IncomingMessage): boolean {
  if (method !== "GET" || isPrefetch(headers)) return false;
  const { "sec-fetch-mode": mode, "sec-fetch-dest": destination, "sec-fetch-site": site } = headers;
  // A script of another site cannot send this header without a preflight (Fetch Standard 3.2), which nothing here allows.
  if (headers.rsc === "1") return site === undefined || site === "same-origin";
  // Browsers leave the Sec-Fetch headers out over plain HTTP (Fetch Metadata section 2).
  if (mode === undefined && destination === undefined) return headers.accept?.includes("text/html") === true;
  // The service worker's fetch of a navigation has the destination `empty`.
  return mode === "navigate" && (destination === "document" || destination === "empty");
}

function isPrefetch(headers: IncomingHttpHeaders): boolean {
  return (
    "next-router-prefetch" in headers ||
    "next-router-segment-prefetch" in headers ||
    /prefetch|prerender/.test(`${String(headers.purpose)} ${String(headers["sec-purpose"])}`)
  );
}

function setCookieHeader(request: IncomingMessage, value: string | undefined): void {
  if (value === undefined) deleteHeaders(request, (name) => name === "cookie");
  else setHeader(request, "cookie", value);
}
