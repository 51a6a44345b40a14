import type { ImportProject, ImportSource } from "@docket/schema/import";
import { IMPORT_LIMITS } from "@docket/schema/import-limit";
import { labelKey } from "@docket/schema/label";
import type { ImportFile } from "./importer.ts";
import { importerFor } from "./importer.ts";
import { groupRows } from "./row-group.ts";
import type { ImportRecord } from "./row.ts";
import { storePlan } from "./stored-plan.ts";

/**
 * A project in the file. `sourceIds` contains the source ids of all its rows, separated by spaces. `groups` is the JSON
 * of its `RowGroup[]`. Both are single strings, because transferring one string between threads is faster than
 * transferring many.
 */
export type ReadProject = {
  sourceId: string;
  file: string;
  name: string;
  sections: number;
  tasks: number;
  comments: number;
  sourceIds: string;
  groups: string;
};

/** The contents of a file, ready to be stored. `plan` is the JSON of a `StoredPlan`. */
export type ReadImport = {
  source: ImportSource;
  plan: string;
  totalRows: number;
  projects: ReadProject[];
  /** Case-folded names of all labels, as a JSON array. */
  labelKeys: string;
  record: Required<Pick<ImportRecord, "counts" | "losses" | "problems" | "problemCount" | "digest">>;
};

/** An uploaded file to read, and its source. If the source is absent, it is detected. */
export type SourcedFile = ImportFile & { source?: ImportSource | undefined };

/**
 * Reads a file with the importer for its source. A large file takes seconds and hundreds of megabytes, so this runs in
 * a separate thread; see `import-reader.ts`.
 *
 * @throws DomainError `too_large`, or `invalid` with a message for the user, if the file can't be read
 */
export async function readImportFile({ source, ...file }: SourcedFile): Promise<ReadImport> {
  const plan = await importerFor(file, source).read(file);
  const stored = storePlan(plan);
  return {
    source: plan.source,
    plan: JSON.stringify(stored),
    totalRows: stored.sizes.reduce((sum, size) => sum + size, 0),
    projects: plan.projects.map(toReadProject),
    labelKeys: JSON.stringify(labelKeysOf(plan.projects)),
    record: {
      counts: plan.counts,
      losses: plan.losses,
      problems: plan.problems.slice(0, IMPORT_LIMITS.shownProblems),
      problemCount: plan.problems.length,
      digest: await digestOf(file.bytes),
    },
  };
}

/** Computes the SHA-256 of a file's bytes, in base64url, without blocking the calling thread. */
export async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("base64url");
}

function labelKeysOf(projects: ImportProject[]): string[] {
  return [...new Set(projects.flatMap(({ tasks }) => tasks.flatMap((task) => task.labels.map(labelKey))))];
}

function toReadProject(project: ImportProject): ReadProject {
  const { sourceId, file, name, sections, tasks } = project;
  const comments = tasks.flatMap((task) => task.comments);
  const sourceIds = [project, ...sections, ...tasks, ...comments].map((row) => row.sourceId).join(" ");
  const counts = { sections: sections.length, tasks: tasks.length, comments: comments.length };
  return { sourceId, file, name, ...counts, sourceIds, groups: JSON.stringify(groupRows(project)) };
}
