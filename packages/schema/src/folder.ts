import { z } from "zod";
import { CommandInput } from "./command-input.ts";
import { Id } from "./id.ts";
import { PageInput, page } from "./page.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";

/** Maximum depth of nested folders, including the outermost one. */
export const MAX_FOLDER_DEPTH = 3;

const Name = text({ max: 200, min: 1, lines: "one" });

/** A folder in one person's sidebar. */
export const Folder = z.object({
  workspaceId: Id,
  id: Id,
  name: z.string(),
  rank: z.string(),
  parentId: Id.nullable(),
  version: z.int(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
  deletedAt: Timestamp.nullable(),
});
export type Folder = z.infer<typeof Folder>;

export const CreateFolder = CommandInput.extend({ id: Id, name: Name, parentId: Id.nullable().default(null) });
export type CreateFolder = z.infer<typeof CreateFolder>;

export const UpdateFolder = CommandInput.extend({
  id: Id,
  baseVersion: z.int().min(1),
  set: z.strictObject({ name: Name.optional() }),
});
export type UpdateFolder = z.infer<typeof UpdateFolder>;

export const MoveFolder = CommandInput.extend({
  id: Id,
  parentId: Id.nullable().optional(),
  after: Id.nullable().optional(),
  before: Id.nullable().optional(),
});
export type MoveFolder = z.infer<typeof MoveFolder>;

export const FolderCommand = CommandInput.extend({ id: Id });
export type FolderCommand = z.infer<typeof FolderCommand>;

export const ListFolders = PageInput.extend({ workspaceId: Id });
export type ListFolders = z.infer<typeof ListFolders>;
export const FolderPage = page(Folder);
