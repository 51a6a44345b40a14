import type { TokenCookies } from "@docket/core/identity/session/cookie";
import { cookieHeaders } from "@docket/core/identity/session/cookie";
import type { ApiContext } from "./context.ts";

/** Sets or clears the caller's cookies. */
export function storeCookies({ runtime, setCookie }: ApiContext, cookies: TokenCookies): void {
  for (const header of cookieHeaders(runtime.cookies, cookies)) setCookie(header);
}
