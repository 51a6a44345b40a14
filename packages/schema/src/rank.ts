import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";

/** A key longer than this makes the server spread the list's keys anew. */
export const RANK_REBALANCE_LENGTH = 50;

/**
 * The order key between two neighbours, as base-62 text that sorts by byte (PostgreSQL `COLLATE "C"`, plain `<` in JavaScript).
 * Equal keys are possible when two people insert at one place at once; lists order by (rank, id), so both stay valid.
 *
 * @param after key of the neighbour before the place, or null at the start
 * @param before key of the neighbour behind the place, or null at the end
 */
export function rankBetween(after: string | null, before: string | null): string {
  // Two neighbours with one key leave no room between them: go right behind the first.
  if (after !== null && before !== null && after >= before) return generateKeyBetween(after, null);
  return generateKeyBetween(after, before);
}

/** `count` keys in order between two neighbours, evenly spread. */
export function ranksBetween(after: string | null, before: string | null, count: number): string[] {
  if (after !== null && before !== null && after >= before) return generateNKeysBetween(after, null, count);
  return generateNKeysBetween(after, before, count);
}
