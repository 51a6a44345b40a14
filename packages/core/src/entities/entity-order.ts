import type { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { CommandScope } from "../log/command/command.ts";
import type { Ctx } from "../runtime/ctx.ts";
import type { EntityDefinition, Versioned } from "./entity.ts";
import { saveEntities } from "./entity.ts";
import type { ListPosition, OrderScope } from "./list-position.ts";
import { ranksAt, spreadRanks } from "./list-position.ts";

/** A manually ordered list of entities. */
export type OrderedList<Entity extends Versioned> = {
  definition: EntityDefinition<Entity> & { table: OrderScope["table"] };
  workspaceId: Id;
  /** Condition on `t` that selects the entries of the list. */
  where: Prisma.Sql;
  /**
   * Returns all of the given entities, including those that the actor can't see. Set if the order is shared with users
   * who can't see every entity.
   */
  find?: (ids: Id[]) => Promise<Entity[]>;
  /** Condition under which the actor may change the order, if it differs from the entity's own guard. */
  guard?: Prisma.Sql;
};

/**
 * Returns ranks for `count` entities at a position in a list. The caller must have locked the list against concurrent
 * moves. If the ranks at that position have become too long, the whole list is rebalanced first, as part of the same
 * command.
 *
 * @param moving entities being moved, which don't count as neighbours
 */
export async function ranksInList<Entity extends Versioned & { rank: string }>(
  ctx: Ctx,
  scope: CommandScope,
  { definition, workspaceId, where, find, guard }: OrderedList<Entity>,
  position: ListPosition,
  { count = 1, moving = [] }: { count?: number; moving?: Id[] } = {},
): Promise<string[]> {
  const { tx } = scope;
  const order = { table: definition.table, key: "id" as const, where };
  const result = await ranksAt(tx, order, position, count, moving);
  if (!result.needsRebalance) return result.ranks;
  const ranks = new Map((await spreadRanks(tx, order)).map(({ id, rank }) => [id, rank]));
  const staying = [...ranks.keys()].filter((id) => !moving.includes(id));
  const entities = await (find ? find(staying) : definition.find(tx, ctx, workspaceId, staying));
  const changes = entities.map((before) => ({
    before,
    after: { ...before, rank: ranks.get(before.id) ?? before.rank },
    op: "move" as const,
  }));
  await saveEntities(definition, ctx, scope, changes, guard);
  return (await ranksAt(tx, order, position, count, moving)).ranks;
}
