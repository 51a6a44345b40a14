import { clearCookie, cookieScheme, readCookies, setCookie } from "@docket/auth/cookie";
import type { CookieKind, CookieScheme } from "@docket/auth/cookie";

/** Tokens to store in a browser. Null removes a token; an absent token is left unchanged. */
export type TokenCookies = Partial<Record<CookieKind, string | null>>;

/**
 * Returns the cookie scheme of an installation. If any of its URLs uses plain HTTP, no cookie is `Secure`, because
 * browsers would not store a secure cookie there.
 */
export function cookieSchemeOf(appUrls: readonly [URL, ...URL[]]): CookieScheme {
  const plain = appUrls.find((url) => url.protocol !== "https:");
  return cookieScheme((plain ?? appUrls[0]).href);
}

/** Returns the `Set-Cookie` headers that store or remove these tokens in a browser. */
export function cookieHeaders(scheme: CookieScheme, cookies: TokenCookies): string[] {
  return (["access", "refresh", "device"] as const).flatMap((kind) => {
    const token = cookies[kind];
    if (token === undefined) return [];
    return token === null ? clearCookie(scheme, kind) : setCookie(scheme, kind, token);
  });
}

/**
 * Cookies that end the session in a browser. The device cookie is kept, because it only records that this browser has
 * signed in before.
 */
export const NO_SESSION: TokenCookies = { access: null, refresh: null };

/**
 * Returns the tokens sent by a browser.
 *
 * @param header the request's `Cookie` header
 */
export function tokensIn(scheme: CookieScheme, header: string | null): Record<CookieKind, string | null> {
  const { access = null, refresh = null, device = null } = readCookies(scheme, header ?? undefined);
  return { access, refresh, device };
}
