/*
 * The form of a backup: one gzip file that holds a plain SQL script, so that it can be read with zcat and, into a
 * migrated empty database, played with psql.
 *
 *     -- docket backup 1
 *     -- {"createdAt":"…","postgres":"18.4","migrations":[{"name":"…","checksum":"…"}],"tables":["workspace",…]}
 *     COPY "workspace" ("id","name") FROM stdin;
 *     …rows as COPY writes them, ordered by primary key…
 *     \.
 *     -- {"table":"workspace","rows":1,"sha256":"…"}
 *     …the other tables, those that others refer to first…
 *     -- end
 *
 * `sha256` is over the rows as they stand there. A file without its last line was cut off.
 */
import type { AppliedMigration } from "../migrate/history.ts";
import { OperatorError } from "../operator-error.ts";

export const MAGIC = "-- docket backup 1";
export const END = "-- end";

/** How many rows of a table are in the backup, and their checksum. */
export interface BackupCount {
  table: string;
  rows: number;
  sha256: string;
}

/** What a backup says about itself. */
export interface BackupHeader {
  /** Instant, ISO 8601. */
  createdAt: string;
  /** Version of the server it came from. */
  postgres: string;
  /** The structure the rows fit. */
  migrations: AppliedMigration[];
  /** In the order in which they are restored. */
  tables: string[];
}

/** A line of metadata: a comment that SQL skips. */
export function metaLine(value: BackupHeader | BackupCount): string {
  return `-- ${JSON.stringify(value)}\n`;
}

/** The opposite of `metaLine`; refuses (`backup_unreadable`) a line that is none. */
export function parseMetaLine<Value extends BackupHeader | BackupCount>(
  line: string | undefined,
  key: keyof Value,
): Value {
  const value = parse(line);
  if (typeof value === "object" && value !== null && key in value) return value as Value;
  throw unreadable("a line of it is damaged");
}

/** The statement that stands before the rows of a table, and plays them back. */
export function copyStatement(table: string, columns: string[]): string {
  return `COPY "${table}" (${columns.map((column) => `"${column}"`).join(",")}) FROM stdin`;
}

export function unreadable(reason: string, cause?: unknown): OperatorError {
  return new OperatorError(
    "backup_unreadable",
    `The backup cannot be read: ${reason}. Nothing was restored; use another copy of it.`,
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
