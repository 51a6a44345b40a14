import type { Prisma } from "@docket/db/generated/client";
import { Id } from "@docket/schema/id";
import { ImportCounts, ImportLoss, ImportProblem } from "@docket/schema/import";
import { ImportJobSource, ImportResult, ImportProjectPreview, ImportStatus } from "@docket/schema/import-job";
import type { ImportJob } from "@docket/schema/import-job";
import { z } from "zod";

/** The report of an import. It is stored next to the plan and kept when the plan is deleted. */
export const ImportRecord = z.object({
  counts: ImportCounts,
  projects: z.array(ImportProjectPreview),
  losses: z.array(ImportLoss),
  problems: z.array(ImportProblem),
  problemCount: z.int(),
  made: ImportResult,
  /** SHA-256 of the file's bytes, in base64url. Absent in imports stored before this field existed. */
  digest: z.string().optional(),
  /** For a copy: the original project, and the command that created the copy. */
  copy: z.object({ projectId: Id, commandId: Id }).optional(),
});
export type ImportRecord = z.infer<typeof ImportRecord>;

/** All columns of an import except the plan, which can be large. */
export const jobSelect = {
  workspaceId: true,
  id: true,
  userId: true,
  tokenId: true,
  source: true,
  fileName: true,
  status: true,
  report: true,
  totalRows: true,
  doneRows: true,
  failure: true,
  isCancelled: true,
  createdAt: true,
  finishedAt: true,
} satisfies Prisma.ImportJobSelect;

export type JobRow = Prisma.ImportJobGetPayload<{ select: typeof jobSelect }>;

/** Converts a row to the import as its owner sees it. */
export function toImportJob(row: JobRow): ImportJob {
  const { digest: _digest, copy: _copy, ...record } = ImportRecord.parse(row.report);
  return {
    workspaceId: row.workspaceId,
    id: row.id,
    source: ImportJobSource.parse(row.source),
    fileName: row.fileName,
    status: ImportStatus.parse(row.status),
    totalRows: row.totalRows,
    doneRows: row.doneRows,
    failure: row.failure,
    ...record,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
