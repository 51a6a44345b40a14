import { hash } from "node:crypto";

/** A cache of verified tokens and their claims. */
export type VerifiedTokenCache<Claims> = {
  /**
   * Returns the claims of a token that was verified at or before `now` and has not expired, or null for any other
   * token.
   */
  find: (token: string, now: Date) => Claims | null;
  /**
   * Adds a verified token.
   *
   * @param until when the token expires
   */
  add: (token: string, claims: Claims, now: Date, until: Date) => void;
};

const CAPACITY = 10_000;

/**
 * Creates a cache of verified tokens. It stores only their digests, so that no usable token stays in memory. When the
 * cache is full, the oldest token is evicted and has to be verified again.
 *
 * @param capacity maximum number of tokens
 */
export function createVerifiedTokenCache<Claims>(capacity = CAPACITY): VerifiedTokenCache<Claims> {
  const known = new Map<string, { claims: Claims; from: number; until: number }>();
  const nameOf = (token: string) => hash("sha256", token, "base64url");

  return {
    find: (token, now) => {
      const name = nameOf(token);
      const found = known.get(name);
      if (!found) return null;
      const time = now.getTime();
      if (time >= found.from && time < found.until) return found.claims;
      known.delete(name);
      return null;
    },
    add: (token, claims, now, until) => {
      known.set(nameOf(token), { claims, from: now.getTime(), until: until.getTime() });
      if (known.size <= capacity) return;
      const [oldest] = known.keys();
      if (oldest !== undefined) known.delete(oldest);
    },
  };
}
