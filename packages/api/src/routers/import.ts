import { cancelImport, previewImport, startImport, undoImport } from "@docket/core/import/mutations";
import { getImport, listImports } from "@docket/core/import/queries";
import { ImportJob, ImportJobPage, ImportRef, ListImports, PreviewImport } from "@docket/schema/import-job";
import type { ProcedureMeta } from "../meta.ts";
import { protectedProcedure, router } from "../procedure.ts";

const read: ProcedureMeta = { auth: "user", scope: "import", rate: "read" };
const write: ProcedureMeta = { auth: "user", scope: "import", rate: "write" };

/** A file goes in by `preview`, the only procedure that takes a large body; everything after goes by the import's id. */
export const importRouter = router({
  preview: protectedProcedure
    .meta({ auth: "user", scope: "import", rate: "upload" })
    .input(PreviewImport)
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
