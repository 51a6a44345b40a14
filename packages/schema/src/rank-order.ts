import type { Id } from "./id.ts";

type Ranked = { rank: string; id: Id };

/** Compares entities by their rank and, if that is equal, by their ID: the order of their lists. */
export function byRank(left: Ranked, right: Ranked): number {
  if (left.rank !== right.rank) return left.rank < right.rank ? -1 : 1;
  return left.id === right.id ? 0 : left.id < right.id ? -1 : 1;
}
