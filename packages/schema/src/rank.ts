import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";

/** If a rank becomes longer than this, the server assigns new ranks to the whole list. */
export const RANK_REBALANCE_LENGTH = 50;

/**
 * Returns a rank between two neighbours: base-62 text that sorts bytewise (PostgreSQL `COLLATE "C"`, `<` in
 * JavaScript). If two people insert at the same position concurrently, the ranks are equal. That is valid because lists
 * are sorted by (rank, id).
 *
 * @param after rank of the preceding neighbour, or null at the start
 * @param before rank of the following neighbour, or null at the end
 */
export function rankBetween(after: string | null, before: string | null): string {
  // There is no rank between neighbours of equal rank, so return one after them.
  if (after !== null && before !== null && after >= before) return generateKeyBetween(after, null);
  return generateKeyBetween(after, before);
}

/** Returns `count` ascending ranks, evenly spread between two neighbours. */
export function ranksBetween(after: string | null, before: string | null, count: number): string[] {
  if (after !== null && before !== null && after >= before) return generateNKeysBetween(after, null, count);
  return generateNKeysBetween(after, before, count);
}
