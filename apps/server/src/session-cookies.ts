import type { BrowserSession } from "@docket/core/identity/session/browser-session";
import type { SessionCookies } from "./front/session-refresh.ts";

/**
 * Creates the functions that the front uses to renew sessions.
 *
 * @param names the names of the cookies, which depend on the scheme of the public URL
 * @param session called for each request, because the front listens before the session is available
 */
export function sessionCookies(
  names: { access: string; refresh: string },
  session: () => BrowserSession,
): SessionCookies {
  return {
    accessName: names.access,
    refreshName: names.refresh,
    isStale: (token) => session().isStale(token),
    refresh: (token, { requestId, clientIp }, userAgent) =>
      session().refresh(token, { id: requestId, ip: clientIp, userAgent, locale: "en" }),
  };
}
