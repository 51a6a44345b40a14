import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "./log.ts";
import { RETRY_SOON_SECONDS, refuse } from "./refusal.ts";
import type { FrontRefusal } from "./refusal.ts";
import { deleteHeaders, headerOf, readCookie, replaceCookie, setHeader } from "./request-header.ts";
import type { RequestInfo } from "./request-info.ts";

/** The result of exchanging a refresh token. `setCookies` contains the `Set-Cookie` headers of the response. */
export type Renewal =
  | { readonly kind: "renewed"; readonly accessToken: string; readonly setCookies: readonly string[] }
  /** The refresh token is invalid or has expired. */
  | { readonly kind: "over"; readonly setCookies: readonly string[] }
  /** The session was renewed too often. Nothing has changed. */
  | { readonly kind: "limited"; readonly retryAfterSeconds: number };

/** What the front needs for renewing sessions, so that it does not depend on how sessions work. */
export type SessionCookies = {
  /** The names of the two cookies, which depend on the scheme of `APP_URL`. */
  readonly accessName: string;
  readonly refreshName: string;
  /** Returns whether an access token can't be used for a page, because it is invalid or about to expire. */
  isStale(accessToken: string): Promise<boolean>;
  /** Exchanges a refresh token for a new pair of tokens. */
  refresh(refreshToken: string, info: RequestInfo, userAgent: string): Promise<Renewal>;
};

// Matches the complete, undecoded path. Percent-encoded names and batches with other procedures therefore don't match.
const SESSION_CALL = /^\/api\/trpc\/session\.[A-Za-z]+(?:,session\.[A-Za-z]+)*$/;

/**
 * Returns whether a request opens a page with a refresh token but without a valid access token. Requests for files and
 * prefetches never do.
 */
export async function isRenewalDue(request: IncomingMessage, cookies: SessionCookies): Promise<boolean> {
  if (!isPageView(request)) return false;
  const header = headerOf(request, "cookie");
  if (readCookie(header, cookies.refreshName) === undefined) return false;
  const accessToken = readCookie(header, cookies.accessName);
  return accessToken === undefined || (await cookies.isStale(accessToken));
}

/**
 * Renews the session before a page is rendered, so that a user whose access token has expired does not see the sign-in
 * page. Call it only if {@link isRenewalDue}.
 *
 * @returns null if the page can be rendered, or a refusal if the session can't be renewed at the moment. Rendering the
 * page despite a refusal would show the user as signed out
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
    if (renewal.kind === "limited") return refuseTemporarily("too_many_requests", renewal.retryAfterSeconds);
    for (const cookie of renewal.setCookies) response.appendHeader("set-cookie", cookie);
    const renewed = renewal.kind === "renewed" ? renewal.accessToken : undefined;
    setCookieHeader(request, replaceCookie(header, cookies.accessName, renewed));
    return null;
  } catch (error) {
    logger.error({ err: error, id: info.requestId }, "a session could not be renewed");
    return refuseTemporarily("unavailable", RETRY_SOON_SECONDS);
  }
}

/** Creates a refusal, after which the page reloads itself. */
function refuseTemporarily(code: "too_many_requests" | "unavailable", seconds: number): FrontRefusal {
  return refuse(code, "Your session can't be renewed right now. Try again in a moment.", {
    "retry-after": String(seconds),
  });
}

/** Removes the refresh token from a request, unless the request calls only session procedures. */
export function stripRefreshCookie(request: IncomingMessage, path: string, refreshName: string): void {
  const header = headerOf(request, "cookie");
  if (header === undefined || SESSION_CALL.test(path)) return;
  if (readCookie(header, refreshName) === undefined) return;
  setCookieHeader(request, replaceCookie(header, refreshName));
}

/**
 * Returns whether a request opens a page, by navigation in the browser or in Next's router (`rsc`). A prefetch does
 * not. Renewing the session for a prefetch would race with the page itself.
 */
function isPageView({ method, headers }: IncomingMessage): boolean {
  if (method !== "GET" || isPrefetch(headers)) return false;
  const { "sec-fetch-mode": mode, "sec-fetch-dest": destination, "sec-fetch-site": site } = headers;
  // Another site's script can't send this header without a preflight (Fetch Standard 3.2), which Docket never allows.
  if (headers.rsc === "1") return site === undefined || site === "same-origin";
  // Browsers omit the Sec-Fetch headers over plain HTTP (Fetch Metadata section 2).
  if (mode === undefined && destination === undefined) return headers.accept?.includes("text/html") === true;
  // A navigation fetched by the service worker has the destination `empty`.
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
