/*
 * The format of a backup: a gzip file with a plain SQL script, which can be read with zcat and run with psql in a
 * migrated, empty database.
 *
 *     -- docket backup 1
 *     -- {"createdAt":"…","postgres":"18.4","migrations":[{"name":"…","checksum":"…"}],"tables":["workspace",…]}
 *     COPY "workspace" ("id","name") FROM stdin;
 *     …rows in COPY's text format, ordered by primary key…
 *     \.
 *     -- {"table":"workspace","rows":1,"sha256":"…"}
 *     …the other tables, referenced tables first…
 *     -- end
 *
 * `sha256` is the checksum of the rows as they are in the file. A file without the last line is truncated.
 */
import type { AppliedMigration } from "../migrate/history.ts";
import { OperatorError } from "../operator-error.ts";

export const MAGIC = "-- docket backup 1";
export const END = "-- end";

/** A table's number of rows in the backup, and the checksum of these rows. */
export interface BackupCount {
  table: string;
  rows: number;
  sha256: string;
}

/** Metadata of a backup. */
export interface BackupHeader {
  /** Time of the backup, ISO 8601. */
  createdAt: string;
  /** Version of the PostgreSQL server that was backed up. */
  postgres: string;
  /** The migrations that the backed-up database had applied. */
  migrations: AppliedMigration[];
  /** Names of the tables, in the order in which they are restored. */
  tables: string[];
}

/** Formats metadata as a line of the script, which is an SQL comment. */
export function metaLine(value: BackupHeader | BackupCount): string {
  return `-- ${JSON.stringify(value)}\n`;
}

/**
 * Parses a line written by `metaLine`.
 *
 * @throws OperatorError `backup_unreadable` for any other line
 */
export function parseMetaLine<Value extends BackupHeader | BackupCount>(
  line: string | undefined,
  key: keyof Value,
): Value {
  const value = parse(line);
  if (typeof value === "object" && value !== null && key in value) return value as Value;
  throw unreadable("a line is damaged");
}

/** Returns the COPY statement that precedes the rows of a table. psql executes it to restore them. */
export function copyStatement(table: string, columns: string[]): string {
  return `COPY "${table}" (${columns.map((column) => `"${column}"`).join(",")}) FROM stdin`;
}

/** Returns the error for a backup that can't be read. */
export function unreadable(reason: string, cause?: unknown): OperatorError {
  return new OperatorError(
    "backup_unreadable",
    `The backup cannot be read: ${reason}. Nothing was restored. Use another copy of the backup.`,
    {
      cause,
    },
  );
}

function parse(line: string | undefined): unknown {
  try {
    return JSON.parse(line?.replace(/^-- /, "") ?? "");
  } catch {
    return undefined;
  }
}
