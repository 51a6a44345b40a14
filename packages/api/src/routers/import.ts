import { cancelImport, previewImport, startImport, undoImport } from "@docket/core/workflows/import/mutations";
import { getImport, listImports } from "@docket/core/workflows/import/queries";
import { decodeFile } from "@docket/core/workflows/import/upload-input";
import { ImportJob, ImportJobPage, ImportRef, ListImports, PreviewImport } from "@docket/schema/import-job";
import { z } from "zod";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";

const read: ProcedureMeta = { auth: "user", scope: "import", rate: "read" };
const write: ProcedureMeta = { auth: "user", scope: "import", rate: "write" };

/**
 * The bytes of a file. Clients send them as base64. The worker thread that decodes large uploads passes bytes directly,
 * which clients can't do because JSON has no byte type.
 */
const FileContent = z
  .union([PreviewImport.shape.content, z.instanceof(Uint8Array<ArrayBuffer>)])
  .transform((content) => (typeof content === "string" ? decodeFile(content) : content)) as z.ZodType<
  Uint8Array<ArrayBuffer>,
  string
>;

/**
 * `preview` uploads the file and is the only procedure with a large request body. All others refer to the import by ID.
 */
export const importRouter = router({
  preview: protectedProcedure
    .meta({ auth: "user", scope: "import", rate: "upload" })
    .input(PreviewImport.extend({ content: FileContent }))
    .output(ImportJob)
    .mutation(({ ctx, input }) => previewImport(ctx.use, input)),
  start: protectedProcedure
    .meta(write)
    .input(ImportRef)
    .output(ImportJob)
    .mutation(({ ctx, input }) => startImport(ctx.use, input)),
  cancel: protectedProcedure
    .meta(write)
    .input(ImportRef)
    .output(ImportJob)
    .mutation(({ ctx, input }) => cancelImport(ctx.use, input)),
  undo: protectedProcedure
    .meta(write)
    .input(ImportRef)
    .output(ImportJob)
    .mutation(({ ctx, input }) => undoImport(ctx.use, input)),
  get: protectedProcedure
    .meta(read)
    .input(ImportRef)
    .output(ImportJob)
    .query(({ ctx, input }) => getImport(ctx.use, input)),
  list: protectedProcedure
    .meta(read)
    .input(ListImports)
    .output(ImportJobPage)
    .query(({ ctx, input }) => listImports(ctx.use, input)),
});
