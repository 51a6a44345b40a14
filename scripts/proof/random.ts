/** A pseudorandom number generator. The same seed produces the same numbers. */
export type Random = {
  /** Returns a number from 0 up to, but not including, 1. */
  next: () => number;
  /** Returns an integer from 0 to `below` - 1. */
  below: (below: number) => number;
  pick: <Item>(items: readonly Item[]) => Item;
  /** Returns true with the given probability. */
  chance: (share: number) => boolean;
};

/** Creates a generator (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (items.length === 0) throw new RangeError("There is nothing to pick from.");
      return item;
    },
    chance: (share) => next() < share,
  };
}
