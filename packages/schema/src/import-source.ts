import { IMPORT_LIMITS } from "./import-limit.ts";

/** Limits for files from one source. None exceeds the corresponding limit in {@link IMPORT_LIMITS}. */
export type ImportFileLimits = { [Name in Exclude<keyof typeof IMPORT_LIMITS, "shownProblems">]: number };

/** Information about files from one source, for clients and pages. */
export type ImportSourceInfo = {
  /** The name of the program that writes the files. */
  name: string;
  /** The accepted file extensions and media types, as in an `accept` attribute. */
  accept: readonly string[];
  limits: ImportFileLimits;
};

/**
 * The sources from which data can be imported. Each has a folder in `core/src/workflows/import` that detects and reads
 * its files, and an entry in `importer.ts` there.
 */
export const IMPORT_SOURCES = {
  todoist: { name: "Todoist", accept: [".csv", ".zip", "text/csv", "application/zip"], limits: IMPORT_LIMITS },
} as const satisfies Record<string, ImportSourceInfo>;

export const IMPORT_SOURCE_NAMES = Object.keys(IMPORT_SOURCES) as (keyof typeof IMPORT_SOURCES)[];
