import type { ImportPlan, ImportSource } from "@docket/schema/import";
import { IMPORT_SOURCES } from "@docket/schema/import-source";
import type { ImportSourceInfo } from "@docket/schema/import-source";
import type { Locale } from "@docket/schema/locale";
import type { DateReading } from "./todoist/date-words.ts";
import { isTodoistFile } from "./todoist/detect-todoist.ts";
import { readTodoist } from "./todoist/read-todoist.ts";

/** An uploaded file. */
export type ImportFile = {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  /** The language of the report. Defaults to English. */
  locale?: Locale;
  /** How dates in words are read. Without it, they are kept as text. */
  dates?: DateReading;
};

/** A reader for files from one source. */
export type Importer = ImportSourceInfo & {
  /** Returns whether a file appears to be from this source, without reading all of it. */
  detects: (file: ImportFile) => boolean;
  /**
   * Reads a file into a plan of what an import would create, without storing anything. The reader applies the source's
   * limits.
   *
   * @throws DomainError `too_large` if a limit is exceeded, or `invalid` with a message for the user
   */
  read: (file: ImportFile) => Promise<ImportPlan>;
};

/**
 * All importers. To add one, add its source to `schema/import-source.ts`, a folder here, and its functions to this
 * table.
 */
export const IMPORTERS: Record<ImportSource, Importer> = {
  todoist: { ...IMPORT_SOURCES.todoist, detects: isTodoistFile, read: readTodoist },
};

/**
 * Returns the importer for a file: the importer for the given source or, without a source, the first that detects the
 * file. If none does, the first importer is returned, because its error explains what is wrong with the file.
 */
export function importerFor(
  file: ImportFile,
  source: string | undefined,
  importers: Readonly<Record<string, Importer>> = IMPORTERS,
): Importer {
  const all = Object.values(importers);
  const importer = source === undefined ? all.find(({ detects }) => detects(file)) : importers[source];
  const found = importer ?? all[0];
  if (!found) throw new Error("There is no importer.");
  return found;
}
