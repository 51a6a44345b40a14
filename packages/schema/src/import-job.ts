import { z } from "zod";
import { Id } from "./id.ts";
import { IMPORT_LIMITS } from "./import-limit.ts";
import { ImportCounts, ImportLoss, ImportProblem, ImportSource } from "./import.ts";
import { PageInput, page } from "./page.ts";
import { text } from "./text.ts";
import { Timestamp } from "./timestamp.ts";
import { MAX_UPLOAD_BODY } from "./upload.ts";

/**
 * Input for previewing a file without importing it. The client chooses the ID, so that a retried request creates only
 * one preview.
 */
export const PreviewImport = z.strictObject({
  workspaceId: Id,
  id: Id,
  /** Detected from the file if absent. */
  source: ImportSource.optional(),
  fileName: text({ max: 300, min: 1, lines: "one" }),
  /** The file's bytes in base64. */
  content: z.string().max(MAX_UPLOAD_BODY),
});
export type PreviewImport = z.infer<typeof PreviewImport>;

/** Identifies an import. It is visible only to the person who created it. */
export const ImportRef = z.strictObject({ workspaceId: Id, id: Id });
export type ImportRef = z.infer<typeof ImportRef>;

export const ListImports = PageInput.extend({ workspaceId: Id });
export type ListImports = z.infer<typeof ListImports>;

/**
 * `previewed`: nothing has been imported yet, and the preview is deleted after a day unless the import is started.
 * `waiting`, `running`: being imported. `done`: complete. `failed`, `cancelled`: ended early; imported rows stay until
 * the import is undone. `undoing`, `undone`: being undone, or undone.
 */
export const IMPORT_STATUSES = [
  "previewed",
  "waiting",
  "running",
  "done",
  "failed",
  "cancelled",
  "undoing",
  "undone",
] as const;
export const ImportStatus = z.enum(IMPORT_STATUSES);
export type ImportStatus = z.infer<typeof ImportStatus>;

/** Where the rows come from: a file, or another project in this workspace that is too large to copy in one command. */
export const ImportJobSource = z.enum([...ImportSource.options, "copy"]);

const Count = z.int().nonnegative();

/** The entities that an import has created so far. */
export const ImportResult = z.object({
  projects: Count,
  sections: Count,
  tasks: Count,
  comments: Count,
  labels: Count,
  /** Rows that an earlier import has already created. They are not changed. */
  found: Count,
  /** Rows that could not be imported. Each has an entry in `problems`. */
  left: Count,
});
export type ImportResult = z.infer<typeof ImportResult>;

/** One project in the file, and how much of it is new. */
export const ImportProjectPreview = z.object({
  file: z.string(),
  name: z.string(),
  sections: Count,
  tasks: Count,
  comments: Count,
  /** The project that an earlier import created for this one, if any. New rows are added to it. */
  knownId: Id.nullable(),
  /** Rows that already exist. */
  known: Count,
});
export type ImportProjectPreview = z.infer<typeof ImportProjectPreview>;

/** An import, from its preview to its undo. */
export const ImportJob = z.object({
  workspaceId: Id,
  id: Id,
  source: ImportJobSource,
  /** Name of the file, or of the project being copied. */
  fileName: z.string(),
  status: ImportStatus,
  /** Progress: `doneRows` of `totalRows` have been processed. */
  totalRows: Count,
  doneRows: Count,
  /** The reason for the failure, as a sentence. */
  failure: z.string().nullable(),
  counts: ImportCounts,
  projects: z.array(ImportProjectPreview).max(IMPORT_LIMITS.entries),
  losses: z.array(ImportLoss),
  /** The first problems. `problemCount` counts all of them. */
  problems: z.array(ImportProblem).max(IMPORT_LIMITS.shownProblems),
  problemCount: Count,
  made: ImportResult,
  createdAt: Timestamp,
  finishedAt: Timestamp.nullable(),
});
export type ImportJob = z.infer<typeof ImportJob>;

export const ImportJobPage = page(ImportJob.omit({ losses: true, problems: true, projects: true }));
export type ImportJobPage = z.infer<typeof ImportJobPage>;
