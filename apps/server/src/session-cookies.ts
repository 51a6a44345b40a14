import type { BrowserSession } from "@docket/core/session/browser-session";
import type { SessionCookies } from "./front/session-refresh.ts";

/**
 * Tells the front what it must know of sessions.
 *
 * @param names of the cookies, by the scheme of the public address
 * @param session is asked for with each request, since the front listens before it is there
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
      session().refresh(token, { id: requestId, ip: clientIp, userAgent }),
  };
}
