import type { Prisma } from "@docket/db/generated/client";
import type { Folder } from "@docket/schema/folder";
import type { RowWrite } from "../../log/command/write-rows.ts";

/** Relation that is read with every folder. A parent in the trash is ignored. */
export const folderInclude = { parent: { select: { deletedAt: true } } } satisfies Prisma.FolderInclude;

export type FolderRow = Prisma.FolderGetPayload<{ include: typeof folderInclude }>;

/** Converts a row to a folder. */
export function toFolder(row: FolderRow): Folder {
  return {
    workspaceId: row.workspaceId,
    id: row.id,
    name: row.name,
    rank: row.rank,
    parentId: row.parent?.deletedAt === null ? row.parentId : null,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}

/** Returns the changeable columns of a folder; the inverse of {@link toFolder}. */
export function folderColumns(folder: Folder): RowWrite {
  return {
    id: folder.id,
    version: folder.version,
    name: folder.name,
    rank: folder.rank,
    parent_id: folder.parentId,
    deleted_at: folder.deletedAt,
  };
}
