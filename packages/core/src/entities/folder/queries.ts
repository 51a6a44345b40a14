import type { Folder, ListFolders } from "@docket/schema/folder";
import type { Id } from "@docket/schema/id";
import type { Page } from "@docket/schema/page";
import type { WorkspaceRole } from "@docket/schema/role";
import { anyFoldersFor, foldersFor } from "../../access/access.ts";
import { assertVisible } from "../../access/visible.ts";
import type { Actor } from "../../runtime/actor.ts";
import type { Ctx, Ref, Tx } from "../../runtime/ctx.ts";
import { cursorOf, RankAndId, toPage } from "../../runtime/cursor.ts";
import { notFound } from "../../runtime/error.ts";
import { folderInclude, toFolder } from "./row.ts";

const cursor = cursorOf("folder.list", RankAndId);

/** Returns the given folders that belong to the actor, in no particular order. */
export async function findFolders(
  db: Tx,
  actor: Actor,
  workspaceId: Id,
  ids: Id[],
  minimum: WorkspaceRole,
  trash: "live" | "any" = "live",
): Promise<Folder[]> {
  const access = trash === "live" ? foldersFor(actor, minimum) : anyFoldersFor(actor, minimum);
  const rows = await db.folder.findMany({
    where: { workspaceId, id: { in: ids }, AND: access },
    include: folderInclude,
  });
  return rows.map(toFolder);
}

/**
 * Returns one of the actor's folders.
 *
 * @throws DomainError `not_found`
 */
export async function getFolder(
  db: Tx,
  actor: Actor,
  { workspaceId, id }: Ref,
  trash: "live" | "any" = "live",
): Promise<Folder> {
  const [folder] = await findFolders(db, actor, workspaceId, [id], "guest", trash);
  if (!folder) throw notFound("Folder");
  return folder;
}

/** Returns all live folders of the actor in a workspace. */
export async function ownFolders(db: Tx, actor: Actor, workspaceId: Id): Promise<Folder[]> {
  const rows = await db.folder.findMany({ where: { workspaceId, AND: foldersFor(actor) }, include: folderInclude });
  return rows.map(toFolder);
}

/** Lists the caller's folders at all levels by rank. `parentId` links them into a tree. */
export async function listFolders(ctx: Ctx, { workspaceId, limit, cursor: text }: ListFolders): Promise<Page<Folder>> {
  const binding = { workspaceId };
  const [rank, lastId] = cursor.decode(binding, text) ?? [];
  const afterCursor =
    rank === undefined || lastId === undefined ? {} : { OR: [{ rank: { gt: rank } }, { rank, id: { gt: lastId } }] };
  const rows = await ctx.db.folder.findMany({
    where: { workspaceId, AND: [foldersFor(ctx.actor), afterCursor] },
    orderBy: [{ rank: "asc" }, { id: "asc" }],
    take: limit + 1,
    include: folderInclude,
  });
  if (rows.length === 0) await assertVisible(ctx, workspaceId, {});
  return toPage(rows.map(toFolder), limit, (folder) => cursor.encode(binding, [folder.rank, folder.id]));
}
