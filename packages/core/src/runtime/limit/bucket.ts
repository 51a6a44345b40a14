import { createHash } from "node:crypto";
import { limitedIp, normalizeIp } from "../ip.ts";

/** The part of the database that a limiter needs: running one statement. A `pg` pool implements it. */
export type StatementRunner = {
  query: (statement: { text: string; values: unknown[] }) => Promise<{ rows: Record<string, unknown>[] }>;
};

/**
 * Returns the key under which a caller is counted. The key is a digest, so that the table contains no addresses and any
 * text can identify a caller. An address is normalized first; an IPv6 address is reduced to its /64.
 *
 * @param budget the budget's name; callers of different budgets never share a key
 * @param caller an address, an account, a session, …
 */
export function bucketKey(budget: string, caller: string): string {
  const ip = normalizeIp(caller);
  return createHash("sha256")
    .update(`${budget}|${ip === null ? caller : limitedIp(ip)}`)
    .digest("base64url");
}
