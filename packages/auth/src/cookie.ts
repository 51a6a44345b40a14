import { parseCookie, stringifySetCookie } from "cookie";
import { ACCESS_TOKEN_SECONDS } from "./access-token.ts";

const DAY_SECONDS = 86_400;

/** What a cookie of ours carries: the access token, the refresh token, or the proof that this browser signed in before. */
export type CookieKind = "access" | "refresh" | "device";

/** The cookies of a public address: their names, and whether browsers may send them over TLS only. */
export type CookieScheme = { secure: boolean; names: Record<CookieKind, string> };

const SECURE_NAMES = { access: "__Host-at", refresh: "__Host-rt", device: "__Host-dt" };
const PLAIN_NAMES = { access: "at", refresh: "rt", device: "dt" };
/** Life of a session without a request, in seconds: the browser forgets it when the server does. */
export const IDLE_SESSION_SECONDS = 30 * DAY_SECONDS;
const MAX_AGE_SECONDS = { access: ACCESS_TOKEN_SECONDS, refresh: IDLE_SESSION_SECONDS, device: 365 * DAY_SECONDS };

/**
 * Names and attributes by the scheme of the public address. With https the names carry the `__Host-` prefix (RFC 6265bis section
 * 4.1.3.2), so that no sibling domain can set them; with http a browser would not store such a cookie at all.
 *
 * @param publicUrl one of the addresses in `APP_URL`
 */
export function cookieScheme(publicUrl: string): CookieScheme {
  const secure = new URL(publicUrl).protocol === "https:";
  return { secure, names: secure ? SECURE_NAMES : PLAIN_NAMES };
}

/**
 * Reads our cookies from a request. Of two with one name the first counts. Values are taken as they stand: our tokens need no
 * decoding, and what needs it is none of ours.
 *
 * @param header the `Cookie` header, as Node gives it
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
 * The `Set-Cookie` header that stores a token for its life: HttpOnly, SameSite=Lax, the whole site, no Domain; Secure with https.
 *
 * @param token a token of this package; they consist of characters that a cookie may hold
 */
export function setCookie(scheme: CookieScheme, kind: CookieKind, token: string): string {
  return serialise(scheme, kind, token, MAX_AGE_SECONDS[kind]);
}

/** The `Set-Cookie` header that removes a cookie: the same attributes, no life. */
export function clearCookie(scheme: CookieScheme, kind: CookieKind): string {
  return serialise(scheme, kind, "", 0);
}

function serialise(scheme: CookieScheme, kind: CookieKind, value: string, maxAge: number): string {
  return stringifySetCookie(
    { name: scheme.names[kind], value, maxAge, path: "/", httpOnly: true, sameSite: "lax", secure: scheme.secure },
    { encode: (text) => text },
  );
}
