import { clearCookie, cookieScheme, readCookies, setCookie } from "@docket/auth/cookie";
import type { CookieKind, CookieScheme } from "@docket/auth/cookie";

/** Tokens to be stored in a browser. Null removes one, absent leaves it as it is. */
export type TokenCookies = Partial<Record<CookieKind, string | null>>;

/**
 * The scheme of all cookies of an installation. Where any of its addresses is plain http, browsers there would not
 * store a `Secure` cookie, so none is.
 */
export function cookieSchemeOf(appUrls: readonly [URL, ...URL[]]): CookieScheme {
  const plain = appUrls.find((url) => url.protocol !== "https:");
  return cookieScheme((plain ?? appUrls[0]).href);
}

/** The `Set-Cookie` headers that bring a browser to this state. */
export function cookieHeaders(scheme: CookieScheme, cookies: TokenCookies): string[] {
  return (["access", "refresh", "device"] as const).flatMap((kind) => {
    const token = cookies[kind];
    if (token === undefined) return [];
    return token === null ? clearCookie(scheme, kind) : setCookie(scheme, kind, token);
  });
}

/** What ends a session in a browser. The device cookie stays: it only says that this browser was here before. */
export const NO_SESSION: TokenCookies = { access: null, refresh: null };

/**
 * The tokens that a browser sent along.
 *
 * @param header the request's `Cookie` header
 */
export function tokensIn(scheme: CookieScheme, header: string | null): Record<CookieKind, string | null> {
  const { access = null, refresh = null, device = null } = readCookies(scheme, header ?? undefined);
  return { access, refresh, device };
}
