import { hash } from "node:crypto";

/** Tokens that were found right, each until it ends, with what they say. */
export type CheckedTokens<Claims> = {
  /** What a token says that was found right at `now` or before and has not ended; null for every other. */
  find: (token: string, now: Date) => Claims | null;
  /** @param until the moment from which it is over */
  add: (token: string, claims: Claims, now: Date, until: Date) => void;
};

const CAPACITY = 10_000;

/**
 * Remembers tokens that were checked, by their digest: so that the memory of the process holds none that could be used. When it is
 * full the oldest goes, and is computed again when it comes again.
 *
 * @param capacity how many at most
 */
export function checkedTokens<Claims>(capacity = CAPACITY): CheckedTokens<Claims> {
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
