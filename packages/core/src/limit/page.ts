import { verifyAccessToken } from "@docket/auth/access-token";
import { limitedIp } from "../ip.ts";
import type { Runtime } from "../runtime.ts";
import { tokensIn } from "../session/cookie.ts";

/** For whom a page was counted, and the seconds to wait when that budget is used up, else null. */
export type PageCount = { caller: string; retryAfterSeconds: number | null };

/**
 * Counts a page before it is rendered: against the budget of the person whose access token the browser sent, else against
 * that of the address. Only the token's signature is checked, so that counting costs no statement; whether its session has
 * ended is asked when the page is read. An expired token identifies no person, so the session is renewed before the page is counted.
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
