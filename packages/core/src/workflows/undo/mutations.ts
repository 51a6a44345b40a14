import { MAX_UNDO_VERSIONS } from "@docket/schema/change";
import type { UndoCommand, UndoResult } from "@docket/schema/change";
import type { Id } from "@docket/schema/id";
import { deriveId } from "@docket/schema/uuid";
import { findNames } from "../../access/names.ts";
import { requireProject } from "../../entities/project/queries.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { command } from "../../log/command/command.ts";
import { tokenIdOf } from "../../runtime/actor.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { DomainError, notFound } from "../../runtime/error.ts";
import type { Fields } from "../../runtime/json.ts";
import type { PastChange, UndoConflict } from "./inverse.ts";
import { isPartOfImport, isReversible, opBetween, stateBefore } from "./inverse.ts";
import { UNDO_STORES } from "./store.ts";
import { changesOfDescendants, keepTrashInPlace } from "./trash.ts";
import type { UndoableChange } from "./undoable.ts";

/**
 * Undoes one of the caller's own commands, or all commands in one of their groups, newest first. Allowed as long as the
 * affected fields have not been changed since. Undoing an undo redoes the command. Repeating the undo of a group
 * continues it if it was interrupted, and reports the same position.
 *
 * @param input `undo` is the id of a command or of a group
 * @throws DomainError `not_found` if the command or group is not the caller's; `conflict` with the fields that have
 *   been changed since, or if it has already been undone
 */
export async function undoCommand(ctx: Ctx, input: UndoCommand): Promise<UndoResult> {
  const { workspaceId, commandId, undo } = input;
  const commands = await ctx.db.command.findMany({
    where: { workspaceId, groupId: undo, ...ownCommands(ctx) },
    orderBy: { lastSeq: "desc" },
    select: { id: true, undoneBy: true },
  });
  // A command that an earlier attempt has undone returns its answer again.
  const group = commands.filter(({ id, undoneBy }) => undoneBy === null || undoneBy === deriveId(commandId, id));
  if (group.length === 0) return undoOne(ctx, input, null);
  let size = 0;
  let lastSeq: bigint | null = null;
  // The caller knows the id of the whole, but not those of its steps.
  const noteCommand = (_id: Id, seq: bigint | null) => {
    lastSeq = seq ?? lastSeq;
  };
  for (const { id } of group) {
    const step = await undoOne(
      { ...ctx, noteCommand },
      { workspaceId, commandId: deriveId(commandId, id), undo: id },
      commandId,
    );
    size += step.size;
  }
  ctx.noteCommand?.(commandId, lastSeq);
  return { commandId, undone: undo, size, versions: [] };
}

/** Undoes a single command. */
export function undoOne(ctx: Ctx, input: UndoCommand, groupId: Id | null): Promise<UndoResult> {
  const { workspaceId, commandId, undo } = input;
  return command(ctx, input, {
    kind: "command.undo",
    undoOf: undo,
    ...(groupId === null ? {} : { groupId }),
    replay: async (result) => ({ commandId, undone: undo, size: sizeOf(result), versions: [] }),
    run: async (scope) => {
      const target = await markUndone(ctx, scope.tx, input);
      if (isPartOfImport(target))
        throw new DomainError("conflict", "An import can only be undone as a whole, in the list of imports.");
      const past = await changesOf(scope.tx, workspaceId, undo);
      if (past.length === 0 || !past.every(isReversible)) throw new DomainError("conflict", "This can't be undone.");
      const versions: UndoResult["versions"] = [];
      const record: CommandScope["record"] = (change) => {
        if (change.version !== null && versions.length < MAX_UNDO_VERSIONS)
          versions.push({ id: change.entityId, version: change.version });
        scope.record(change);
      };
      const size = await reverse(ctx, { ...scope, record }, workspaceId, past);
      // Undoing an undo means that the original command is in effect again.
      if (target.undoOf !== null)
        await scope.tx.command.updateMany({ where: { workspaceId, id: target.undoOf }, data: { undoneBy: null } });
      return { result: { size }, answer: { commandId, undone: undo, size, versions } };
    },
  });
}

function sizeOf(result: unknown): number {
  return typeof result === "object" && result !== null && "size" in result && typeof result.size === "number"
    ? result.size
    : 0;
}

/**
 * Returns the condition for the caller's own commands. A token can undo only its own commands, because it must not undo
 * what it was not allowed to do.
 */
function ownCommands({ actor }: Ctx): { actorId: Id; tokenId?: Id } {
  const tokenId = tokenIdOf(actor);
  return { actorId: actor.userId, ...(tokenId === null ? {} : { tokenId }) };
}

/**
 * Marks the command as undone in the same statement that checks its owner, so that only one of two concurrent undos
 * succeeds.
 */
async function markUndone(
  ctx: Ctx,
  tx: Tx,
  { workspaceId, commandId, undo }: UndoCommand,
): Promise<{ undoOf: Id | null; kind: string }> {
  const own = { workspaceId, id: undo, ...ownCommands(ctx) };
  const [claimed] = await tx.command.updateManyAndReturn({
    where: { ...own, undoneBy: null },
    data: { undoneBy: commandId },
    select: { undoOf: true, kind: true },
  });
  if (claimed) return claimed;
  const known = await tx.command.count({ where: own });
  throw known === 0 ? notFound("Command") : new DomainError("conflict", "This has already been undone.");
}

async function changesOf(tx: Tx, workspaceId: Id, commandId: Id): Promise<PastChange[]> {
  const rows = await tx.change.findMany({
    where: { workspaceId, commandId },
    orderBy: { seq: "desc" },
    select: { entity: true, entityId: true, op: true, before: true, after: true },
  });
  // Safe because only `Fields` values are written to these columns.
  return rows.map((row) => ({ ...row, before: row.before as Fields | null, after: row.after as Fields | null }));
}

async function reverse(ctx: Ctx, scope: CommandScope, workspaceId: Id, past: PastChange[]): Promise<number> {
  const touched = new Set(past.map((change) => change.entityId));
  const conflicts: UndoConflict[] = [];
  const perEntity = new Map<string, UndoableChange[]>();
  for (const [entity, store] of storesFor(past)) {
    const own = byObject(past.filter((change) => change.entity === entity));
    const ids = [...own.keys()];
    const current = new Map((await store.find(scope.tx, ctx, workspaceId, ids)).map((object) => [object.id, object]));
    if (current.size < ids.length)
      await refuseUnchangeable(
        ctx,
        workspaceId,
        ids.filter((id) => !current.has(id)),
      );
    const changes = [...current.values()].map((before): UndoableChange => {
      const inverse = stateBefore(before, own.get(before.id) ?? [], ctx.now().toISOString());
      conflicts.push(...inverse.conflicts);
      return { before, after: inverse.after, op: opBetween({ before, after: inverse.after }) };
    });
    perEntity.set(entity, changes);
  }
  if (conflicts.length > 0) {
    throw new DomainError("conflict", "This has changed since, so it can't be undone.", {
      details: { conflicts: conflicts.slice(0, 20) },
    });
  }
  const thrownAway = new Set((perEntity.get("project") ?? []).filter(isTrashing).map(({ before }) => before.id));
  for (const [entity, changes] of perEntity) {
    const own = changes.filter((change) => !isCoveredByProject(change, thrownAway));
    if (own.length > 0) perEntity.set(entity, own);
    else perEntity.delete(entity);
  }
  await requireDestinations(ctx, scope.tx, workspaceId, [...perEntity.values()].flat());
  const staying = keepTrashInPlace(perEntity);
  const others = new Set([...touched].filter((id) => !staying.has(id)));
  for (const [entity, store] of storesFor(past)) {
    const changes = perEntity.get(entity);
    if (changes) await store.check?.(ctx, scope, changes, others);
  }
  const followingChanges = await changesOfDescendants(scope.tx, workspaceId, perEntity);
  if (followingChanges.length > 0) perEntity.set("task", [...(perEntity.get("task") ?? []), ...followingChanges]);
  for (const [entity, store] of UNDO_STORES) {
    const changes = perEntity.get(entity);
    if (changes !== undefined) await store.save(ctx, scope, changes);
  }
  return touched.size;
}

/**
 * Throws the error for undoing changes to entities that the caller can no longer change.
 *
 * @throws DomainError `forbidden` if the caller can still see all of them, otherwise `not_found`
 */
async function refuseUnchangeable(ctx: Ctx, workspaceId: Id, ids: Id[]): Promise<never> {
  const names = await findNames(ctx, workspaceId, ids);
  if (ids.every((id) => id in names))
    throw new DomainError("forbidden", "You no longer have permission to change this.");
  throw notFound("The changed entity");
}

/** Rejects moving entities back to a project in which the caller is no longer an editor. */
async function requireDestinations(ctx: Ctx, tx: Tx, workspaceId: Id, changes: UndoableChange[]): Promise<void> {
  const moved = changes.filter(({ before, after }) => before["projectId"] !== after["projectId"]);
  for (const id of new Set(moved.map(({ after }) => after["projectId"]))) {
    if (typeof id === "string") await requireProject(tx, ctx.actor, { workspaceId, id }, "editor");
  }
}

/** Groups the changes by entity, preserving their order. */
function byObject(lines: PastChange[]): Map<Id, PastChange[]> {
  const groups = new Map<Id, PastChange[]>();
  for (const line of lines) {
    const group = groups.get(line.entityId);
    if (group) group.push(line);
    else groups.set(line.entityId, [line]);
  }
  return groups;
}

function isTrashing({ before, after }: UndoableChange): boolean {
  return before.deletedAt === null && after.deletedAt !== null;
}

/**
 * Returns whether a change is covered by trashing its project. A trashed project is a single row: everything that was
 * created in it is hidden and restored with it, without changes of its own.
 */
function isCoveredByProject(change: UndoableChange, thrownAway: ReadonlySet<Id>): boolean {
  const { projectId } = change.before;
  return typeof projectId === "string" && thrownAway.has(projectId) && isTrashing(change);
}

/** Returns the undo stores for the affected kinds of entities, in the order in which they are written. */
function storesFor(past: PastChange[]) {
  const entities = new Set(past.map((change) => change.entity));
  const stores = [...UNDO_STORES].filter(([entity]) => entities.has(entity));
  if (stores.length < entities.size) throw new DomainError("conflict", "This can't be undone.");
  return stores;
}
