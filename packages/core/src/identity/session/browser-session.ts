import { verifyAccessToken } from "@docket/auth/access-token";
import type { RequestInfo } from "../../runtime/ctx.ts";
import { DomainError } from "../../runtime/error.ts";
import { hasRetryAfter } from "../../runtime/limit/consume-rate.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { cookieHeaders } from "./cookie.ts";
import { refreshSession } from "./refresh.ts";

/** The result of exchanging a refresh token. `setCookies` are the `Set-Cookie` headers of the response. */
export type BrowserRenewal =
  | { kind: "renewed"; accessToken: string; setCookies: string[] }
  | { kind: "over"; setCookies: string[] }
  /** The rate limit for renewals was exceeded. Nothing has changed. */
  | { kind: "limited"; retryAfterSeconds: number };

/**
 * Interface through which the HTTP layer renews a session before a page is rendered, without knowing how sessions work.
 */
export type BrowserSession = {
  /** Returns whether this access token has expired or was not issued by this server. */
  isStale: (accessToken: string) => Promise<boolean>;
  /** Exchanges a refresh token. */
  refresh: (token: string, request: RequestInfo) => Promise<BrowserRenewal>;
};

/** Creates the interface through which the HTTP layer renews sessions. */
export function createBrowserSession(runtime: Runtime): BrowserSession {
  return {
    isStale: async (accessToken) => {
      const check = await verifyAccessToken(runtime.keys.accessToken, accessToken, runtime.clock());
      return !check.ok;
    },
    refresh: async (token, request) => {
      const ctx = { runtime, db: runtime.db, request, now: runtime.clock };
      const result = await refreshSession(ctx, token).catch(limitedBy);
      if ("kind" in result) return result;
      const setCookies = cookieHeaders(runtime.cookies, result.cookies);
      const { access } = result.cookies;
      return access ? { kind: "renewed", accessToken: access, setCookies } : { kind: "over", setCookies };
    },
  };
}

/** Converts the error for too many renewals to a result. Rethrows every other error. */
function limitedBy(error: unknown): { kind: "limited"; retryAfterSeconds: number } {
  const details = error instanceof DomainError && error.code === "too_many_requests" ? error.details : null;
  if (!hasRetryAfter(details)) throw error;
  return { kind: "limited", retryAfterSeconds: details.retryAfterSeconds };
}
