import { verifyAccessToken } from "@docket/auth/access-token";
import type { RequestInfo } from "../ctx.ts";
import type { Runtime } from "../runtime.ts";
import { cookieHeaders } from "./cookie.ts";
import { refreshSession } from "./refresh.ts";

/** What stands in front of the pages needs to renew a session: nothing of how sessions work. */
export type BrowserSession = {
  /** True when this access token is no longer good: at its end, or none that this server made. */
  isStale: (accessToken: string) => Promise<boolean>;
  /**
   * Trades a refresh token.
   *
   * @returns the new access token, null when the refresh token is worth nothing, and the `Set-Cookie` headers of either case
   */
  refresh: (token: string, request: RequestInfo) => Promise<{ accessToken: string | null; setCookies: string[] }>;
};

/** Makes sessions renewable for the HTTP front. */
export function createBrowserSession(runtime: Runtime): BrowserSession {
  return {
    isStale: async (accessToken) => {
      const check = await verifyAccessToken(runtime.keys.accessToken, accessToken, runtime.clock());
      return !check.ok;
    },
    refresh: async (token, request) => {
      const ctx = { runtime, db: runtime.db, request, now: runtime.clock };
      const { cookies } = await refreshSession(ctx, token);
      return { accessToken: cookies.access ?? null, setCookies: cookieHeaders(runtime.cookies, cookies) };
    },
  };
}
