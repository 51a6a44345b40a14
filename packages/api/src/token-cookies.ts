import type { TokenCookies } from "@docket/core/session/cookie";
import { cookieHeaders } from "@docket/core/session/cookie";
import type { ApiContext } from "./context.ts";

/** Brings the caller's browser to the state that a use case asks for. */
export function storeCookies({ runtime, setCookie }: ApiContext, cookies: TokenCookies): void {
  for (const header of cookieHeaders(runtime.cookies, cookies)) setCookie(header);
}
