import type { ImportPlan, ImportSource } from "@docket/schema/import";
import { IMPORT_SOURCES } from "@docket/schema/import-source";
import type { ImportSourceInfo } from "@docket/schema/import-source";
import { isTodoistFile } from "./todoist/detect-todoist.ts";
import { readTodoist } from "./todoist/read-todoist.ts";

/** An uploaded file. */
export type ImportFile = { name: string; bytes: Uint8Array<ArrayBuffer> };

/** Reads the files of one source. */
export type Importer = ImportSourceInfo & {
  /** Whether a file looks like one of this source, without reading all of it. */
  detects: (file: ImportFile) => boolean;
  /**
   * Reads a file into a plan of what an import would create. Nothing is stored. The reader applies the source's limits.
   *
   * @throws DomainError `too_large` over a limit, or `invalid` with a message for the person
   */
  read: (file: ImportFile) => Promise<ImportPlan>;
};

/** All importers. To add one: its source in `schema/import-source.ts`, a folder here, and its functions in this table. */
export const IMPORTERS: Record<ImportSource, Importer> = {
  todoist: { ...IMPORT_SOURCES.todoist, detects: isTodoistFile, read: readTodoist },
};

/**
 * Returns the importer of a file: that of the given source or, without one, the first that detects the file. If none
 * does, it returns the first, whose error says what is wrong with the file.
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
