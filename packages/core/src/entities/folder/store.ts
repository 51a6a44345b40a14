import { Prisma } from "@docket/db/generated/client";
import type { Folder } from "@docket/schema/folder";
import { MAX_FOLDER_DEPTH } from "@docket/schema/folder";
import type { Id } from "@docket/schema/id";
import { hasWorkspaceRole } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import { writeRows } from "../../log/command/write-rows.ts";
import type { ChangeOp } from "../../log/record.ts";
import { difference, tracked } from "../../log/record.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { invalid } from "../../runtime/error.ts";
import { ownFolders } from "./queries.ts";
import { folderColumns } from "./row.ts";

/** The states of a folder before and after a change. */
export type FolderChange = { before: Folder; after: Folder; op?: ChangeOp };

/**
 * Writes new states of the actor's folders in one workspace and records them in the change log, visible only to the
 * actor. Checks that the folders are still a tree of limited depth.
 *
 * @returns the folders in their current state, including unchanged ones
 * @throws LostRace when a row has changed since it was read; DomainError `invalid` for a folder inside itself or too
 * deep
 */
export async function saveFolders(ctx: Ctx, scope: CommandScope, changes: FolderChange[]): Promise<Folder[]> {
  const [first] = changes;
  if (!first) return [];
  const { workspaceId } = first.before;
  const now = ctx.now();
  await lockFolders(ctx, scope, workspaceId);
  const real = changes.filter(({ before, after }) => difference(before, after) !== null);
  const rows = real.map(({ before, after }) => ({ ...folderColumns(after), version: before.version }));
  const guard = Prisma.sql`t.user_id = ${ctx.actor.userId}::uuid AND ${hasWorkspaceRole(ctx.actor, workspaceId, "guest")}`;
  await assertTree(
    ctx,
    scope,
    workspaceId,
    real.map(({ after }) => after),
  );
  await writeRows(scope.tx, "folder", workspaceId, rows, guard, now);
  return changes.map(({ before, after, op = "update" }) => {
    const changed = difference(before, after);
    if (!changed) return before;
    const saved = { ...after, version: before.version + 1, updatedAt: now.toISOString() };
    scope.record({ ...lineOf(ctx, saved), op, ...changed });
    return saved;
  });
}

function lineOf(ctx: Ctx, folder: Folder) {
  return {
    entity: "folder",
    entityId: folder.id,
    projectId: null,
    audience: ctx.actor.userId,
    version: folder.version,
  };
}

/**
 * Inserts a new folder of the actor and records it in the change log. The caller must have called {@link lockFolders}.
 *
 * @throws DomainError `invalid` when it is too deep
 */
export async function insertFolder(ctx: Ctx, scope: CommandScope, folder: Folder): Promise<void> {
  await assertTree(ctx, scope, folder.workspaceId, [folder]);
  await scope.tx.folder.create({
    data: {
      workspaceId: folder.workspaceId,
      id: folder.id,
      userId: ctx.actor.userId,
      name: folder.name,
      rank: folder.rank,
      parentId: folder.parentId,
      createdAt: new Date(folder.createdAt),
      updatedAt: new Date(folder.updatedAt),
    },
  });
  scope.record({ ...lineOf(ctx, folder), op: "create", before: null, after: tracked(folder) });
}

/** Locks a person's folders until the end of the transaction, against changes from their other windows. */
export async function lockFolders(ctx: Ctx, { tx }: CommandScope, workspaceId: Id): Promise<void> {
  await tx.$queryRaw`
    SELECT user_id FROM workspace_member
    WHERE workspace_id = ${workspaceId}::uuid AND user_id = ${ctx.actor.userId}::uuid FOR NO KEY UPDATE`;
}

/**
 * Checks the whole tree with the changes applied, so that no kind of change can create a cycle or exceed the depth.
 * This is cheap, because a person has only a few folders.
 */
async function assertTree(ctx: Ctx, { tx }: CommandScope, workspaceId: Id, changed: Folder[]): Promise<void> {
  const all = [...(await ownFolders(tx, ctx.actor, workspaceId)), ...changed];
  const folders = new Map(all.map((folder) => [folder.id, folder]));
  for (const { id, deletedAt } of changed) if (deletedAt !== null) folders.delete(id);
  for (const folder of folders.values()) {
    const path: Folder[] = [];
    for (let at: Folder | undefined = folder; at; at = at.parentId === null ? undefined : folders.get(at.parentId)) {
      if (path.includes(at)) throw treeError("A folder can't be inside itself", [...path, at], "cycle");
      path.push(at);
    }
    if (path.length > MAX_FOLDER_DEPTH)
      throw treeError(`Folders can be at most ${MAX_FOLDER_DEPTH} levels deep`, path, "too_deep");
  }
}

function treeError(message: string, path: Folder[], code: string) {
  const names = path.map((folder) => folder.name).reverse();
  return invalid("parentId", `${message}: ${names.join(" › ")}`, code);
}
