import { parseCookie, stringifySetCookie } from "cookie";
import { ACCESS_TOKEN_SECONDS } from "./access-token.ts";

const DAY_SECONDS = 86_400;

/**
 * The content of a cookie: the access token, the refresh token, or the proof that this browser has signed in before.
 */
export type CookieKind = "access" | "refresh" | "device";

/** The names of the cookies for a public address, and whether they are `Secure`. */
export type CookieScheme = { secure: boolean; names: Record<CookieKind, string> };

const SECURE_NAMES = { access: "__Host-at", refresh: "__Host-rt", device: "__Host-dt" };
const PLAIN_NAMES = { access: "at", refresh: "rt", device: "dt" };
/** Maximum idle time of a session, in seconds. The session's cookie expires at the same time. */
export const IDLE_SESSION_SECONDS = 30 * DAY_SECONDS;
const MAX_AGE_SECONDS = { access: ACCESS_TOKEN_SECONDS, refresh: IDLE_SESSION_SECONDS, device: 365 * DAY_SECONDS };

/**
 * Returns the cookie names and attributes for the scheme of a public address. With https, the names have the `__Host-`
 * prefix (RFC 6265bis section 4.1.3.2), which prevents sibling domains from setting the cookies. With http, browsers
 * reject names with this prefix.
 *
 * @param publicUrl one of the addresses in `APP_URL`
 */
export function cookieScheme(publicUrl: string): CookieScheme {
  const secure = new URL(publicUrl).protocol === "https:";
  return { secure, names: secure ? SECURE_NAMES : PLAIN_NAMES };
}

/**
 * Reads Docket's cookies from a request. If a name occurs more than once, the first cookie is used. Values are not
 * decoded, because Docket's tokens need no encoding.
 *
 * @param header the request's `Cookie` header
 */
export function readCookies(scheme: CookieScheme, header: string | undefined): Partial<Record<CookieKind, string>> {
  if (!header) return {};
  const cookies = parseCookie(header, { decode: (value) => value });
  const found: Partial<Record<CookieKind, string>> = {};
  for (const kind of ["access", "refresh", "device"] as const) {
    const value = cookies[scheme.names[kind]];
    if (value) found[kind] = value;
  }
  return found;
}

/**
 * Returns the `Set-Cookie` header that stores a token for its lifetime. Its attributes are HttpOnly, SameSite=Lax,
 * Path=/ and, with https, Secure. It has no Domain.
 *
 * @param token a token created by this package, which contains only characters allowed in cookies
 */
export function setCookie(scheme: CookieScheme, kind: CookieKind, token: string): string {
  return serialise(scheme, kind, token, MAX_AGE_SECONDS[kind]);
}

/** Returns the `Set-Cookie` header that removes a cookie: the same attributes with Max-Age=0. */
export function clearCookie(scheme: CookieScheme, kind: CookieKind): string {
  return serialise(scheme, kind, "", 0);
}

function serialise(scheme: CookieScheme, kind: CookieKind, value: string, maxAge: number): string {
  return stringifySetCookie(
    { name: scheme.names[kind], value, maxAge, path: "/", httpOnly: true, sameSite: "lax", secure: scheme.secure },
    { encode: (text) => text },
  );
}
