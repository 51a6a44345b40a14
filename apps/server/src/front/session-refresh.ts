import type { IncomingMessage, ServerResponse } from "node:http";
import { deleteHeaders, headerOf, readCookie, replaceCookie, setHeader } from "./request-header.ts";
import type { RequestInfo } from "./request-info.ts";

/** What the front must be told about sessions, so that it need not know how they work. */
export type SessionCookies = {
  /** Names of the two cookies; they follow the scheme of `APP_URL`. */
  readonly accessName: string;
  readonly refreshName: string;
  /** True when this access token is no longer good for a page: unreadable, or at its end. */
  isStale(accessToken: string): Promise<boolean>;
  /**
   * Trades a refresh token for a new pair.
   *
   * @returns the new access token, null when the refresh token is worth nothing; and the `Set-Cookie` values that
   * belong to the answer in either case
   */
  refresh(
    refreshToken: string,
    info: RequestInfo,
    userAgent: string,
  ): Promise<{ readonly accessToken: string | null; readonly setCookies: readonly string[] }>;
};

// Undecoded and whole: a path that hides its name behind percent signs, or mixes in others, is not one of these.
const SESSION_CALL = /^\/api\/trpc\/session\.[A-Za-z]+(?:,session\.[A-Za-z]+)*$/;

/**
 * Renews a session before its page is rendered, so that the first page of the day is not the sign-in page. Only for
 * documents that a person opens: a prefetch that renewed would race the page itself.
 */
export async function refreshForPage(
  request: IncomingMessage,
  response: ServerResponse,
  cookies: SessionCookies,
  info: RequestInfo,
): Promise<void> {
  if (!isDocument(request)) return;
  const header = headerOf(request, "cookie");
  const refreshToken = readCookie(header, cookies.refreshName);
  if (refreshToken === undefined) return;
  const accessToken = readCookie(header, cookies.accessName);
  if (accessToken !== undefined && !(await cookies.isStale(accessToken))) return;

  const renewed = await cookies.refresh(refreshToken, info, headerOf(request, "user-agent") ?? "");
  for (const cookie of renewed.setCookies) response.appendHeader("set-cookie", cookie);
  setCookieHeader(request, replaceCookie(header, cookies.accessName, renewed.accessToken ?? undefined));
}

/** Takes the refresh token out of a request, unless the request goes to the session procedures and nowhere else. */
export function stripRefreshCookie(request: IncomingMessage, path: string, refreshName: string): void {
  const header = headerOf(request, "cookie");
  if (header === undefined || SESSION_CALL.test(path)) return;
  if (readCookie(header, refreshName) === undefined) return;
  setCookieHeader(request, replaceCookie(header, refreshName));
}

function isDocument(request: IncomingMessage): boolean {
  const { headers } = request;
  if (request.method !== "GET" || headers.rsc !== undefined || request.url?.includes("_rsc=")) return false;
  const isPrefetch =
    Object.keys(headers).some((name) => name.startsWith("next-router-prefetch")) ||
    headers["next-router-segment-prefetch"] !== undefined ||
    /prefetch|prerender/.test(`${headers.purpose ?? ""} ${headers["sec-purpose"] ?? ""}`);
  if (isPrefetch) return false;
  const destination = headers["sec-fetch-dest"];
  if (destination !== undefined) return destination === "document";
  return headers.accept?.includes("text/html") === true;
}

function setCookieHeader(request: IncomingMessage, value: string | undefined): void {
  if (value === undefined) deleteHeaders(request, (name) => name === "cookie");
  else setHeader(request, "cookie", value);
}
