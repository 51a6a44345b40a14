import type { Prisma } from "@docket/db/generated/client";
import type { Folder } from "@docket/schema/folder";
import type { FieldsOf } from "../field.ts";
import { fieldsIn, fixed, readEntity } from "../field.ts";

/** Relation read with every folder. A trashed parent is ignored. */
export const folderInclude = { parent: { select: { deletedAt: true } } } satisfies Prisma.FolderInclude;

export type FolderRow = Prisma.FolderGetPayload<{ include: typeof folderInclude }>;

const { plain, instant } = fieldsIn<FolderRow>();

/** How the fields of a folder are stored. */
export const folderFields: FieldsOf<Folder, FolderRow> = {
  workspaceId: fixed(plain("workspaceId")),
  id: fixed(plain("id")),
  name: plain("name"),
  rank: plain("rank"),
  parentId: {
    ...plain("parentId"),
    sql: null,
    read: (row) => (row.parent?.deletedAt === null ? row.parentId : null),
  },
  version: plain("version"),
  createdAt: fixed(instant("createdAt")),
  updatedAt: instant("updatedAt"),
  deletedAt: instant("deletedAt"),
};

/** Converts a row to a folder. */
export function toFolder(row: FolderRow): Folder {
  return readEntity(folderFields, row);
}
