import type { Id } from "@docket/schema/id";
import type { Workspace } from "@docket/schema/workspace";
import { saveWorkspaces } from "../../commands/workspace/store.ts";
import { commentEntity } from "../../entities/comment/definition.ts";
import type { EntityDefinition, Versioned } from "../../entities/entity.ts";
import { saveEntities } from "../../entities/entity.ts";
import { folderEntity } from "../../entities/folder/definition.ts";
import { labelEntity } from "../../entities/label/definition.ts";
import { projectEntity } from "../../entities/project/definition.ts";
import type { Placement } from "../../entities/project/placement.ts";
import { findPlacements, savePlacements } from "../../entities/project/placement.ts";
import { reminderEntity } from "../../entities/reminder/definition.ts";
import { sectionEntity } from "../../entities/section/definition.ts";
import { taskEntity } from "../../entities/task/definition.ts";
import { viewEntity } from "../../entities/view/definition.ts";
import { findWorkspaces } from "../../entities/workspace/queries.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { ChangeOp } from "../../log/record.ts";
import type { Ctx, Tx } from "../../runtime/ctx.ts";
import { detachTasks, requireConsistentTasks, requireNoNewTasks, requireTree } from "./consistency.ts";
import type { Undoable, UndoableChange } from "./undoable.ts";

/**
 * Interface through which undo reads and writes one kind of entity. It uses the same functions as all other commands.
 */
export type UndoStore = {
  /** Returns the entities that the caller can change, including trashed ones. */
  find: (tx: Tx, ctx: Ctx, workspaceId: Id, ids: Id[]) => Promise<Undoable[]>;
  save: (ctx: Ctx, scope: CommandScope, changes: UndoableChange[]) => Promise<unknown>;
  /**
   * Rejects changes that would leave dangling references from other entities to these. `others` contains the ids of
   * everything that is undone. Doesn't write anything.
   */
  check?: (ctx: Ctx, scope: CommandScope, changes: UndoableChange[], others: Set<Id>) => Promise<void>;
};

type TypedStore<Entity> = {
  find: (tx: Tx, ctx: Ctx, workspaceId: Id, ids: Id[]) => Promise<Entity[]>;
  save: (ctx: Ctx, scope: CommandScope, changes: { before: Entity; after: Entity; op: ChangeOp }[]) => Promise<unknown>;
  check?: UndoStore["check"];
};

/** Creates a store from functions for one kind of entity. */
function storeOf<Entity extends Undoable>(functions: TypedStore<Entity>): UndoStore {
  // Safe because undo saves only entities that `find` returned, with fields set to earlier values.
  return functions as unknown as UndoStore;
}

/** Creates the store for an entity from its definition. */
function entityStore<Entity extends Versioned & Undoable>(
  definition: EntityDefinition<Entity>,
  { save, check }: Partial<Pick<TypedStore<Entity>, "save" | "check">> = {},
): [string, UndoStore] {
  const store = {
    find: definition.find,
    save: save ?? ((ctx, scope, changes) => saveEntities(definition, ctx, scope, changes)),
    ...(check && { check }),
  } satisfies TypedStore<Entity>;
  return [definition.table, storeOf(store)];
}

/**
 * Stores for each kind of entity in the change log, in writing order: entities on which others depend come first. An
 * entity without a store can't be undone.
 */
export const UNDO_STORES = new Map<string, UndoStore>([
  entityStore(projectEntity),
  [
    "workspace",
    storeOf<Workspace & { workspaceId: Id; deletedAt: null }>({
      find: async (tx, { actor }, _workspaceId, ids) => {
        const workspaces = await findWorkspaces(tx, actor, ids, "admin");
        return workspaces.map((workspace) => ({ ...workspace, workspaceId: workspace.id, deletedAt: null }));
      },
      save: saveWorkspaces,
    }),
  ],
  entityStore(folderEntity),
  [
    "placement",
    storeOf<Placement & { version: number; deletedAt: null }>({
      find: async (tx, { actor }, workspaceId, ids) => {
        const placements = await findPlacements(tx, actor, workspaceId, ids, "viewer", "any");
        return placements.map((placement) => ({ ...placement, version: 0, deletedAt: null }));
      },
      save: savePlacements,
    }),
  ],
  entityStore(labelEntity),
  entityStore(viewEntity),
  entityStore(sectionEntity, {
    save: async (ctx, scope, changes) => {
      await detachTasks(scope, changes);
      await saveEntities(sectionEntity, ctx, scope, changes);
    },
    check: requireNoNewTasks,
  }),
  entityStore(taskEntity, {
    save: async (ctx, scope, changes) => {
      await saveEntities(taskEntity, ctx, scope, changes);
      await requireTree(scope, changes);
    },
    check: requireConsistentTasks,
  }),
  entityStore(commentEntity),
  entityStore(reminderEntity),
]);
