import { ERROR_STATUS } from "@docket/schema/error-status";
import type { ErrorCode } from "@docket/schema/error-status";
import type { CallResult } from "./call.ts";
import type { Principal } from "./principals.ts";
import { PRINCIPALS } from "./principals.ts";

/** The expected status of a call by each principal. */
export type Row = Record<Principal, string>;

/**
 * Parses the access table. Each line contains the path of a procedure and a status for each principal, in order. Lines
 * that start with `#` are headings.
 *
 * @throws Error for a line with too few or too many columns, and for a duplicate line
 */
export function readTable(text: string): Map<string, Row> {
  const rows = new Map<string, Row>();
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    const [path = "", ...cells] = line.trim().split(/\s+/);
    if (cells.length !== PRINCIPALS.length) throw new Error(`${path} has ${cells.length} columns.`);
    if (rows.has(path)) throw new Error(`${path} stands in the table twice.`);
    rows.set(path, Object.fromEntries(PRINCIPALS.map((principal, index) => [principal, cells[index]])) as Row);
  }
  return rows;
}

/** Returns the result of a call in the table's notation. */
export function statusOf(ending: CallResult): string {
  return ending in ERROR_STATUS ? String(ERROR_STATUS[ending as ErrorCode]) : ending;
}

/** Returns a message for each procedure without a row and each row without a procedure. */
export function mismatches(procedures: Iterable<string>, rows: Map<string, Row>): string[] {
  const paths = new Set(procedures);
  return [
    ...[...paths].filter((path) => !rows.has(path)).map((path) => `${path} has no row`),
    ...[...rows.keys()].filter((path) => !paths.has(path)).map((path) => `${path} is no procedure`),
  ];
}
