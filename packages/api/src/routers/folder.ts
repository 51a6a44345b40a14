import { createFolder, deleteFolder, moveFolder, updateFolder } from "@docket/core/commands/folder/mutations";
import { listFolders } from "@docket/core/entities/folder/queries";
import {
  CreateFolder,
  Folder,
  FolderCommand,
  FolderPage,
  ListFolders,
  MoveFolder,
  UpdateFolder,
} from "@docket/schema/folder";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";

const read: ProcedureMeta = { auth: "user", scope: "projects:read", rate: "read" };
const write: ProcedureMeta = { auth: "user", scope: "projects:write", rate: "write" };

export const folderRouter = router({
  list: protectedProcedure
    .meta(read)
    .input(ListFolders)
    .output(FolderPage)
    .query(({ ctx, input }) => listFolders(ctx.use, input)),
  create: protectedProcedure
    .meta(write)
    .input(CreateFolder)
    .output(Folder)
    .mutation(({ ctx, input }) => createFolder(ctx.use, input)),
  update: protectedProcedure
    .meta(write)
    .input(UpdateFolder)
    .output(Folder)
    .mutation(({ ctx, input }) => updateFolder(ctx.use, input)),
  move: protectedProcedure
    .meta(write)
    .input(MoveFolder)
    .output(Folder)
    .mutation(({ ctx, input }) => moveFolder(ctx.use, input)),
  delete: protectedProcedure
    .meta(write)
    .input(FolderCommand)
    .output(Folder)
    .mutation(({ ctx, input }) => deleteFolder(ctx.use, input)),
});
