import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import { RANK_REBALANCE_LENGTH, ranksBetween } from "@docket/schema/rank";
import type { Tx } from "../runtime/ctx.ts";

/**
 * Requested position: after the entity `after` (at the start if null), before the entity `before`, or at the end if
 * neither is given.
 */
export type ListPosition = { after?: Id | null | undefined; before?: Id | null | undefined };

/** A list whose entries are ordered by rank. */
export type OrderScope = {
  table: "task" | "section" | "label" | "folder" | "project_member" | "view";
  /** Column that identifies an entry of this list. */
  key: "id" | "project_id";
  /** Condition on `t` that selects the entries of the list. */
  where: Prisma.Sql;
};

/** Result of {@link ranksAt}: the ranks, and whether to rebalance the whole list first. */
export type RankResult = { ranks: string[]; needsRebalance: boolean };

/**
 * Returns ranks for `count` entries at a position, computed from its current neighbours. Neighbours that no longer
 * exist are ignored: `after` is tried first, then `before`, then the end of the list. The caller must hold the lock on
 * the list.
 *
 * @param moving entries being moved, which don't count as neighbours
 */
export async function ranksAt(
  tx: Tx,
  scope: OrderScope,
  place: ListPosition,
  count: number,
  moving: Id[] = [],
): Promise<RankResult> {
  const [lower, upper] = await neighbours(tx, scope, place, moving);
  const ranks = ranksBetween(lower, upper, count);
  const isTight = lower !== null && upper !== null && lower >= upper;
  return { ranks, needsRebalance: isTight || ranks.some(isTooLong) };
}

/**
 * Returns a rank directly after each of the given entries of a list, by id. Reads the neighbours of all in one query.
 * The caller must hold the lock on the list.
 */
export async function ranksAfterEach(
  tx: Tx,
  { table, key, where }: OrderScope,
  ids: Id[],
): Promise<{ ranks: Map<Id, string>; needsRebalance: boolean }> {
  const from = Prisma.raw(table);
  const name = Prisma.raw(key);
  const rows = await tx.$queryRaw<{ id: Id; lower: string; upper: string | null }[]>`
    SELECT e.id, e.lower, (
      SELECT t.rank FROM ${from} t WHERE ${where} AND (t.rank, t.${name}) > (e.lower, e.id)
      ORDER BY t.rank, t.${name} LIMIT 1) AS upper
    FROM (SELECT t.${name} AS id, t.rank AS lower FROM ${from} t WHERE ${where} AND t.${name} = ANY(${ids}::uuid[])) e`;
  const ranks = new Map<Id, string>();
  let needsRebalance = false;
  for (const { id, lower, upper } of rows) {
    const [rank = lower] = ranksBetween(lower, upper, 1);
    needsRebalance ||= isTooLong(rank) || (upper !== null && lower >= upper);
    ranks.set(id, rank);
  }
  return { ranks, needsRebalance };
}

/** Returns whether a rank is so long that its list should be rebalanced. */
export function isTooLong(rank: string): boolean {
  return rank.length > RANK_REBALANCE_LENGTH;
}

type Neighbour = { rank: string };

async function neighbours(
  tx: Tx,
  scope: OrderScope,
  place: ListPosition,
  moving: Id[],
): Promise<[string | null, string | null]> {
  const { table, key, where } = scope;
  const name = Prisma.raw(`t.${key}`);
  const others = Prisma.sql`${where} AND NOT (${name} = ANY(${moving}::uuid[]))`;
  const from = Prisma.raw(table);
  const named = async (id: Id) => {
    const [row] = await tx.$queryRaw<
      Neighbour[]
    >`SELECT t.rank FROM ${from} t WHERE ${others} AND ${name} = ${id}::uuid`;
    return row?.rank ?? null;
  };
  const edge = async (condition: Prisma.Sql, direction: "ASC" | "DESC") => {
    const sort = Prisma.raw(direction);
    const [row] = await tx.$queryRaw<Neighbour[]>`
      SELECT t.rank FROM ${from} t WHERE ${others} AND ${condition} ORDER BY t.rank ${sort}, ${name} ${sort} LIMIT 1`;
    return row?.rank ?? null;
  };

  if (place.after === null) return [null, await edge(Prisma.sql`true`, "ASC")];
  if (place.after !== undefined) {
    const rank = await named(place.after);
    if (rank !== null)
      return [rank, await edge(Prisma.sql`(t.rank, ${name}) > (${rank}, ${place.after}::uuid)`, "ASC")];
  }
  if (place.before !== undefined && place.before !== null) {
    const rank = await named(place.before);
    if (rank !== null)
      return [await edge(Prisma.sql`(t.rank, ${name}) < (${rank}, ${place.before}::uuid)`, "DESC"), rank];
  }
  return [await edge(Prisma.sql`true`, "DESC"), null];
}

/** Returns evenly spaced ranks for a whole list, in its current order. */
export async function spreadRanks(tx: Tx, scope: OrderScope): Promise<{ id: Id; rank: string }[]> {
  const name = Prisma.raw(`t.${scope.key}`);
  const rows = await tx.$queryRaw<{ id: Id }[]>`
    SELECT ${name} AS id FROM ${Prisma.raw(scope.table)} t WHERE ${scope.where} ORDER BY t.rank, ${name}`;
  const ranks = ranksBetween(null, null, rows.length);
  return rows.flatMap(({ id }, index) => {
    const rank = ranks[index];
    return rank === undefined ? [] : [{ id, rank }];
  });
}
