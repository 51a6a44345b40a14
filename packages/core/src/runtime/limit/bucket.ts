import { createHash } from "node:crypto";
import { limitedIp, normalizeIp } from "../client-ip.ts";

/** The part of the database that a limiter needs: running a statement. Implemented by a `pg` pool. */
export type StatementRunner = {
  query: (statement: { text: string; values: unknown[] }) => Promise<{ rows: Record<string, unknown>[] }>;
};

/**
 * Returns the key under which a caller is counted. The key is a digest, so that the table contains no addresses and any
 * string can identify a caller. IP addresses are normalized first, and IPv6 addresses reduced to their /64.
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
