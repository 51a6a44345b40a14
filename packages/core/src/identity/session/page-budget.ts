import { verifyAccessToken } from "@docket/auth/access-token";
import { limitedIp } from "../../runtime/ip.ts";
import type { Runtime } from "../../runtime/runtime.ts";
import { tokensIn } from "./cookie.ts";

/** The caller for whom a page was counted, and the seconds to wait if the budget is used up; otherwise null. */
export type PageCount = { caller: string; retryAfterSeconds: number | null };

/**
 * Counts a page request before the page is rendered: for the person identified by the access token or, without a valid
 * token, for the address. Checks only the token's signature and expiry, so that counting requires no statement; whether
 * the session has ended is checked when the page's data is read. An expired token identifies nobody, so the session
 * must be refreshed before the page is counted.
 *
 * @param cookie the request's `Cookie` header
 * @param ip the caller's address, normalized
 */
export async function countPage(runtime: Runtime, cookie: string | undefined, ip: string): Promise<PageCount> {
  const { access } = tokensIn(runtime.cookies, cookie ?? null);
  const check = access === null ? null : await verifyAccessToken(runtime.keys.accessToken, access, runtime.clock());
  const [budget, caller] =
    check?.ok === true ? (["page", check.claims.userId] as const) : (["anonymous_page", limitedIp(ip)] as const);
  const answer = await runtime.limiter.consume(budget, caller, 1);
  return { caller: `${budget}|${caller}`, retryAfterSeconds: answer.isAllowed ? null : answer.retryAfterSeconds };
}
