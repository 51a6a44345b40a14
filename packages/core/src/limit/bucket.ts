import { createHash } from "node:crypto";
import { limitedIp, normalizeIp } from "../ip.ts";

/** What is needed of the database: to run one statement. A pool of `pg` is one. */
export type StatementRunner = {
  query: (statement: { text: string; values: unknown[] }) => Promise<{ rows: Record<string, unknown>[] }>;
};

/**
 * Under which name a caller is counted: a digest, so that the table tells nobody's address and no text can break a key.
 * An address counts in its normal form, and one of IPv6 with its whole /64.
 *
 * @param budget what is counted; callers of two budgets never share a name
 * @param caller an address, an account, a session, …
 */
export function bucketKey(budget: string, caller: string): string {
  const ip = normalizeIp(caller);
  return createHash("sha256")
    .update(`${budget}|${ip === null ? caller : limitedIp(ip)}`)
    .digest("base64url");
}
