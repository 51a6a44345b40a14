import { verifyAccessToken } from "@docket/auth/access-token";
import { limitedIp } from "../../runtime/client-ip.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { tokensIn } from "./cookie.ts";

/** The caller that a page request counts against. `retryAfterSeconds` is set if their budget is used up. */
export type PageCount = { caller: string; retryAfterSeconds: number | null };

/**
 * Counts a page request before the page is rendered: against the user identified by the access token or, without a
 * valid token, against the IP address. Only the token's signature and expiry are checked, so that counting requires no
 * database query. Whether the session has ended is checked when the page's data is read. An expired token identifies no
 * one, so the session must be refreshed before the page is counted.
 *
 * @param cookie the request's `Cookie` header
 * @param ip the caller's normalized IP address
 */
export async function countPage(runtime: Runtime, cookie: string | undefined, ip: string): Promise<PageCount> {
  const { access } = tokensIn(runtime.cookies, cookie ?? null);
  const check = access === null ? null : await verifyAccessToken(runtime.keys.accessToken, access, runtime.clock());
  const [budget, caller] =
    check?.ok === true ? (["page", check.claims.userId] as const) : (["anonymous_page", limitedIp(ip)] as const);
  const answer = await runtime.limiter.consume(budget, caller, 1);
  return { caller: `${budget}|${caller}`, retryAfterSeconds: answer.isAllowed ? null : answer.retryAfterSeconds };
}
