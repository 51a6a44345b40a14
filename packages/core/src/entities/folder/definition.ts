import { Prisma } from "@docket/db/generated/client";
import type { Folder } from "@docket/schema/folder";
import { MAX_FOLDER_DEPTH } from "@docket/schema/folder";
import type { Id } from "@docket/schema/id";
import { message } from "@docket/schema/message";
import type { TemplateMessage } from "@docket/schema/message";
import { hasWorkspaceRole } from "../../access/access.ts";
import type { CommandScope } from "../../log/command/command.ts";
import type { Ctx } from "../../runtime/ctx.ts";
import { invalid } from "../../runtime/error.ts";
import type { EntityDefinition } from "../entity.ts";
import { createdChange, insertRows } from "../entity.ts";
import { findFolders, ownFolders } from "./queries.ts";
import { folderFields } from "./row.ts";

/** Folders. Each belongs to one user. A user's folders must form a tree of limited depth. */
export const folderEntity = {
  table: "folder",
  fields: folderFields,
  guard: (ctx, workspaceId) =>
    Prisma.sql`t.user_id = ${ctx.actor.userId}::uuid AND ${hasWorkspaceRole(ctx.actor, workspaceId, "guest")}`,
  readers: (_folder, { actor }) => ({ projectId: null, audience: actor.userId }),
  find: (tx, { actor }, workspaceId, ids) => findFolders(tx, actor, workspaceId, ids, "guest", "any"),
  check: async (ctx, scope, changes) => {
    const folders = changes.map(({ after }) => after);
    const [first] = folders;
    if (!first) return;
    await lockFolders(ctx, scope, first.workspaceId);
    await assertTree(ctx, scope, first.workspaceId, folders);
  },
} satisfies EntityDefinition<Folder>;

/**
 * Inserts a new folder for the actor and records it in the change log. The caller must have called {@link lockFolders}.
 *
 * @throws DomainError `invalid` if it is nested too deeply
 */
export async function insertFolder(ctx: Ctx, scope: CommandScope, folder: Folder): Promise<void> {
  await assertTree(ctx, scope, folder.workspaceId, [folder]);
  await insertRows(scope.tx, folderEntity, [folder], { user_id: ctx.actor.userId });
  scope.record(createdChange("folder", folder, folderEntity.readers(folder, ctx)));
}

/** Locks the actor's folders against concurrent changes from other sessions until the transaction ends. */
export async function lockFolders(ctx: Ctx, { tx }: CommandScope, workspaceId: Id): Promise<void> {
  await tx.$queryRaw`
    SELECT user_id FROM workspace_member
    WHERE workspace_id = ${workspaceId}::uuid AND user_id = ${ctx.actor.userId}::uuid FOR NO KEY UPDATE`;
}

/**
 * Checks the whole tree with the changes applied, so that no change can create a cycle or exceed the maximum depth.
 * This is cheap, because a user has only a few folders.
 */
async function assertTree(ctx: Ctx, { tx }: CommandScope, workspaceId: Id, changed: Folder[]): Promise<void> {
  const all = [...(await ownFolders(tx, ctx.actor, workspaceId)), ...changed];
  const folders = new Map(all.map((folder) => [folder.id, folder]));
  for (const { id, deletedAt } of changed) if (deletedAt !== null) folders.delete(id);
  for (const folder of folders.values()) {
    const path: Folder[] = [];
    for (let at: Folder | undefined = folder; at; at = at.parentId === null ? undefined : folders.get(at.parentId)) {
      if (path.includes(at)) throw treeError(message`A folder can't be inside itself`, [...path, at], "cycle");
      path.push(at);
    }
    if (path.length > MAX_FOLDER_DEPTH)
      throw treeError(message`Folders can be at most ${MAX_FOLDER_DEPTH} levels deep`, path, "too_deep");
  }
}

function treeError(problem: TemplateMessage, path: Folder[], code: string) {
  const names = path.map((folder) => folder.name).reverse();
  return invalid("parentId", message`${problem}: ${names.join(" › ")}`, code);
}
