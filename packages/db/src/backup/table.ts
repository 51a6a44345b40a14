import type { ClientBase } from "pg";
import { type Catalogue, readCatalogue } from "../catalogue.ts";

/** A table in a backup. */
export interface BackupTable {
  name: string;
  /** All columns that are not generated, except {@link OMITTED_COLUMNS}. */
  columns: string[];
  primaryKey: string[];
}

/** Columns that a backup omits, so that restored rows get the default value: a restored change log is another log. */
const OMITTED_COLUMNS: ReadonlySet<string> = new Set(["workspace_counter.epoch"]);

/** Returns all tables in the database, referenced tables first. */
export async function backupTables(client: ClientBase): Promise<BackupTable[]> {
  const catalogue = await readCatalogue(client);
  return orderByReferences(catalogue).map((name) => ({
    name,
    columns: catalogue.columns
      .filter(({ table, isGenerated }) => table === name && !isGenerated)
      .filter((column) => !OMITTED_COLUMNS.has(`${name}.${column.name}`))
      .map((column) => column.name),
    primaryKey:
      catalogue.constraints.find(({ table, kind }) => table === name && kind === "primary key")?.columns ?? [],
  }));
}

function orderByReferences({ columns, constraints }: Catalogue): string[] {
  const waiting = new Set(columns.map(({ table }) => table));
  const ordered: string[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting].filter((name) =>
      constraints.every(
        ({ table, target }) => table !== name || target === null || target === name || !waiting.has(target),
      ),
    );
    if (ready.length === 0) throw new Error(`tables refer to each other in a circle: ${[...waiting].join(", ")}`);
    for (const name of ready) {
      ordered.push(name);
      waiting.delete(name);
    }
  }
  return ordered;
}

/**
 * Returns the statement that copies a table's rows ordered by primary key, so that equal tables have equal checksums.
 */
export function selectStatement({ name, columns, primaryKey }: BackupTable): string {
  const list = (names: string[]): string => names.map((column) => `"${column}"`).join(",");
  const order = primaryKey.length > 0 ? ` ORDER BY ${list(primaryKey)}` : "";
  return `COPY (SELECT ${list(columns)} FROM "${name}"${order}) TO STDOUT`;
}

/** Settings that fix the text representation of values, regardless of the server's configuration. */
export const TEXT_FORM =
  "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; " +
  "SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL search_path = public";
