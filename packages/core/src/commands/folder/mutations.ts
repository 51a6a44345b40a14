import type { CreateFolder, Folder, FolderCommand, MoveFolder, UpdateFolder } from "@docket/schema/folder";
import type { Id } from "@docket/schema/id";
import { byRank } from "@docket/schema/rank-order";
import { saveEntities } from "../../entities/entity.ts";
import { insertFolder, folderEntity } from "../../entities/folder/definition.ts";
import { folderRanks } from "../../entities/folder/order.ts";
import { getFolder, ownFolders } from "../../entities/folder/queries.ts";
import { findPlacements, savePlacements } from "../../entities/project/placement.ts";
import { requireWorkspaceRole } from "../../entities/workspace/queries.ts";
import { command } from "../../log/command/command.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { mergeOntoCurrent } from "../../log/command/merge.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { assertWithinLimit } from "../../runtime/entity-limit.ts";

/**
 * Creates a folder in the caller's sidebar. Other users can't see it.
 *
 * @throws DomainError `not_found`, `invalid` if it would be nested too deeply, `conflict` if the folder limit is
 *   reached
 */
export function createFolder(ctx: Ctx, input: CreateFolder): Promise<Folder> {
  const { workspaceId, id, name, parentId } = input;
  return command(ctx, input, {
    kind: "folder.create",
    replay: () => getFolder(ctx.db, ctx.actor, input),
    run: async (scope) => {
      await requireWorkspaceRole(scope.tx, ctx.actor, workspaceId, "guest");
      if (parentId !== null) await getFolder(scope.tx, ctx.actor, { workspaceId, id: parentId });
      const [rank = ""] = await folderRanks(ctx, scope, { workspaceId, parentId }, {}, 1);
      await assertWithinLimit(scope.tx, "folder", { workspaceId, userId: ctx.actor.userId });
      const now = ctx.now().toISOString();
      const folder: Folder = {
        workspaceId,
        id,
        name,
        rank,
        parentId,
        version: 1,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      };
      await insertFolder(ctx, scope, folder);
      return { result: { id }, answer: folder };
    },
  });
}

/** Renames one of the caller's folders. */
export function updateFolder(ctx: Ctx, input: UpdateFolder): Promise<Folder> {
  const { workspaceId, id, set, baseVersion } = input;
  return command(ctx, input, {
    kind: "folder.update",
    replay: () => getFolder(ctx.db, ctx.actor, input),
    run: async (scope) => {
      const before = await getFolder(scope.tx, ctx.actor, input);
      await mergeOntoCurrent(scope.tx, ctx.actor, {
        workspaceId,
        entityId: id,
        baseVersion,
        current: before,
        set: {},
        textFields: [],
      });
      const after = { ...before, name: set.name ?? before.name };
      const [answer = before] = await saveEntities(folderEntity, ctx, scope, [{ before, after }]);
      return { result: { id }, answer };
    },
  });
}

/**
 * Moves one of the caller's folders, including its contents.
 *
 * @throws DomainError `not_found`, `invalid` if the folder would end up inside itself or be nested too deeply
 */
export function moveFolder(ctx: Ctx, input: MoveFolder): Promise<Folder> {
  const { workspaceId, id } = input;
  return command(ctx, input, {
    kind: "folder.move",
    replay: () => getFolder(ctx.db, ctx.actor, input),
    run: async (scope) => {
      const before = await getFolder(scope.tx, ctx.actor, input);
      const parentId = input.parentId === undefined ? before.parentId : input.parentId;
      if (parentId !== null) await getFolder(scope.tx, ctx.actor, { workspaceId, id: parentId });
      const [rank = before.rank] = await folderRanks(ctx, scope, { workspaceId, parentId }, input, 1, [id]);
      const [answer = before] = await saveEntities(folderEntity, ctx, scope, [
        { before, after: { ...before, parentId, rank }, op: "move" },
      ]);
      return { result: { id }, answer };
    },
  });
}

/** Deletes one of the caller's folders. Its contents move to the folder's position, and undo moves them back. */
export function deleteFolder(ctx: Ctx, input: FolderCommand): Promise<Folder> {
  const { id } = input;
  return command(ctx, input, {
    kind: "folder.delete",
    replay: () => getFolder(ctx.db, ctx.actor, input, "any"),
    run: async (scope) => {
      const before = await getFolder(scope.tx, ctx.actor, input);
      await emptyFolder(ctx, scope, before);
      const after = { ...before, deletedAt: ctx.now().toISOString() };
      const [answer = before] = await saveEntities(folderEntity, ctx, scope, [{ before, after, op: "trash" }]);
      return { result: { id }, answer };
    },
  });
}

async function emptyFolder(ctx: Ctx, scope: CommandScope, { workspaceId, id, parentId }: Folder): Promise<void> {
  const folders = await ownFolders(scope.tx, ctx.actor, workspaceId);
  const inside = folders.filter((folder) => folder.parentId === id).sort(byRank);
  const ranks = await folderRanks(ctx, scope, { workspaceId, parentId }, { after: id }, inside.length);
  await saveEntities(
    folderEntity,
    ctx,
    scope,
    inside.map((before, index) => ({
      before,
      after: { ...before, parentId, rank: ranks[index] ?? before.rank },
      op: "move",
    })),
  );
  const projectIds: Id[] = await idsOfProjectsIn(ctx, scope, workspaceId, id);
  const placements = await findPlacements(scope.tx, ctx.actor, workspaceId, projectIds, "viewer", "any");
  await savePlacements(
    ctx,
    scope,
    placements.map((before) => ({ before, after: { ...before, folderId: parentId }, op: "move" })),
  );
}

async function idsOfProjectsIn(ctx: Ctx, { tx }: CommandScope, workspaceId: Id, folderId: Id): Promise<Id[]> {
  const rows = await tx.projectMember.findMany({
    where: { workspaceId, userId: ctx.actor.userId, folderId },
    select: { projectId: true },
  });
  return rows.map((row) => row.projectId);
}
