import { Prisma } from "@docket/db/generated/client";
import type { Id } from "@docket/schema/id";
import type { CommandScope } from "../log/command/command.ts";
import type { VersionedTable } from "../log/command/lost-race.ts";
import { writeRows } from "../log/command/write-rows.ts";
import type { ChangeDraft, ChangeOp, Readers } from "../log/record.ts";
import { difference, tracked } from "../log/record.ts";
import type { Ctx, Tx } from "../runtime/ctx.ts";
import type { Fields } from "../runtime/json.ts";
import type { FieldsOf } from "./field.ts";
import { columnsOf } from "./field.ts";

/** Fields common to all entities that commands can change. */
export type Versioned = Fields & { id: Id; workspaceId: Id; version: number };

/** An entity before and after a change. The operation defaults to `update`. */
export type EntityChange<Entity> = { before: Entity; after: Entity; op?: ChangeOp };

/** Definition of an entity that commands can change. Saving, ordering, recording and undoing are derived from it. */
export type EntityDefinition<Entity extends Versioned> = {
  /** Name of the entity in the change log and of its table. */
  table: VersionedTable;
  /** How the entity's fields are stored. */
  fields: FieldsOf<Entity, never>;
  /** Returns the columns computed from the entity's fields. */
  computed?: (entity: Entity) => Fields;
  /** Returns the condition on `t` (the stored row) and `r` (the new row) under which the actor may write the row. */
  guard: (ctx: Ctx, workspaceId: Id) => Prisma.Sql;
  /** Returns who may read changes to an entity. */
  readers: (entity: Entity, ctx: Ctx) => Readers;
  /** Returns the entities that the actor may change, including trashed ones, in no particular order. */
  find: (tx: Tx, ctx: Ctx, workspaceId: Id, ids: Id[]) => Promise<Entity[]>;
  /**
   * Rejects changes that break a rule between entities, and takes the locks that keep concurrent commands from breaking
   * it.
   */
  check?: (ctx: Ctx, scope: CommandScope, changes: EntityChange<Entity>[]) => Promise<void>;
  /** Writes the parts of the entities that are stored in other tables. */
  writeLinks?: (scope: CommandScope, workspaceId: Id, changes: EntityChange<Entity>[]) => Promise<void>;
};

/**
 * Writes new states of entities in one workspace and records the changes. Existing entities must be changed only
 * through this function, because its statement checks the actor's permissions.
 *
 * @param guard condition on `t` and `r` that replaces the entity's own guard, for a command that requires a different
 *   permission
 * @returns the entities in their new state; unchanged ones are returned as they were
 * @throws LostRace if a row has changed since it was read, or the actor no longer has permission to change it
 */
export async function saveEntities<Entity extends Versioned, State extends Entity>(
  definition: EntityDefinition<Entity>,
  ctx: Ctx,
  scope: CommandScope,
  changes: EntityChange<State>[],
  guard?: Prisma.Sql,
): Promise<State[]> {
  const [first] = changes;
  if (!first) return [];
  const { workspaceId } = first.before;
  const real = changes.filter(({ before, after }) => difference(before, after) !== null);
  const updatedAt = ctx.now().toISOString();
  await definition.check?.(ctx, scope, real);
  const rows = real.map(({ before, after }) => ({
    ...columnsOf(definition.fields, after as Entity, "changeable"),
    ...definition.computed?.(after),
    ...("updatedAt" in before ? { updated_at: updatedAt } : {}),
    id: before.id,
    version: before.version,
  }));
  await writeRows(scope.tx, definition.table, workspaceId, rows, guard ?? definition.guard(ctx, workspaceId));
  await definition.writeLinks?.(scope, workspaceId, real);
  const changed = new Set(real);
  return changes.map((change) => {
    if (!changed.has(change)) return change.before;
    const { before } = change;
    const stamps = { version: before.version + 1, ...("updatedAt" in before ? { updatedAt } : {}) };
    const after = { ...change.after, ...stamps };
    recordChange(definition, ctx, scope, { ...change, after });
    return after;
  });
}

/**
 * Records a changed entity. If it was moved to another project, the old project's log gets only the entity's id, and
 * the new project's log gets all its fields, with the time of creation, which isn't that of the change.
 */
function recordChange<Entity extends Versioned>(
  { table, readers }: EntityDefinition<Entity>,
  ctx: Ctx,
  { record }: CommandScope,
  { before, after, op = "update" }: EntityChange<Entity>,
): void {
  const changed = difference(before, after);
  if (!changed) return;
  const line = { entity: table, entityId: after.id, version: after.version };
  const [old, now] = [readers(before, ctx), readers(after, ctx)];
  const hasMoved = old.projectId !== now.projectId;
  if (hasMoved) record({ ...line, ...old, op: "leave", before: null, after: null });
  const whole = { ...tracked(after), ...("createdAt" in after && { createdAt: after["createdAt"] }) };
  record({ ...line, ...now, op, before: changed.before, after: hasMoved ? whole : changed.after });
}

/**
 * Inserts new entities of one kind in a single statement, without recording a change.
 *
 * @param extra columns without a field, with the same value in each row
 */
export async function insertRows<Entity extends Versioned>(
  tx: Tx,
  definition: Pick<EntityDefinition<Entity>, "table" | "fields" | "computed">,
  entities: Entity[],
  extra: Fields = {},
): Promise<void> {
  const rows = entities.map((entity) => ({ ...newRow(definition, entity), ...extra }));
  const [first] = rows;
  if (!first) return;
  const columns = Prisma.raw(Object.keys(first).join(", "));
  const table = Prisma.raw(definition.table);
  // One parameter for all rows. With one parameter per column, passing the parameters would take most of the
  // statement's time.
  await tx.$executeRaw`
    INSERT INTO ${table} (${columns})
    SELECT ${columns} FROM jsonb_populate_recordset(null::${table}, ${JSON.stringify(rows)}::jsonb)`;
}

/** Returns all columns of a new entity. */
export function newRow<Entity extends Versioned>(
  { fields, computed }: Pick<EntityDefinition<Entity>, "fields" | "computed">,
  entity: Entity,
): Fields {
  return { ...columnsOf(fields, entity), ...computed?.(entity) };
}

/**
 * Returns the change that records the creation of an entity.
 *
 * @param fields fields of the entity to record in the log; defaults to all tracked fields
 */
export function createdChange(
  table: VersionedTable,
  entity: Versioned,
  readers: Readers,
  fields: Fields = entity,
): ChangeDraft {
  const { id: entityId, version } = entity;
  return { entity: table, entityId, version, ...readers, op: "create", before: null, after: tracked(fields) };
}
