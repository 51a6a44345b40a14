import { message } from "@docket/schema/message";
import { cleanText } from "@docket/schema/text";
import type { ImportReport } from "../import-report.ts";
import { excerpt } from "../import-report.ts";
import type { Column, Columns } from "./column.ts";
import { alignCells, withoutEmptyEnd } from "./column.ts";
import type { CsvRecord } from "./csv-record.ts";
import { FILE_LIMITS } from "./field-limit.ts";

export type RowType = "task" | "section" | "note" | "meta";

/** A row with its values by column, trimmed and without control characters. */
export type Row = {
  type: RowType;
  line: number;
  cell: Record<Column, string>;
  /** Values in columns that Docket does not know, and values after the last column. */
  others: Record<string, string>;
};

const TYPES: readonly RowType[] = ["task", "section", "note", "meta"];
const BLANK: Record<Column, string> = {
  TYPE: "",
  CONTENT: "",
  DESCRIPTION: "",
  IS_COLLAPSED: "",
  PRIORITY: "",
  INDENT: "",
  AUTHOR: "",
  RESPONSIBLE: "",
  DATE: "",
  DATE_LANG: "",
  TIMEZONE: "",
  DURATION: "",
  DURATION_UNIT: "",
  DEADLINE: "",
  DEADLINE_LANG: "",
};

/**
 * Converts a record to a row. Reports, with the line number, every repair and every record whose type is not one of
 * Todoist's four.
 *
 * @returns null for a record that can't be imported
 */
export function readRow(columns: Columns, record: CsvRecord, file: string, report: ImportReport): Row | null {
  const at = { file, line: record.line };
  const aligned = alignCells(columns, record.cells);
  const cells = withOneSurplus(aligned?.cells ?? record.cells, columns);
  const type = TYPES.find((known) => known === cells[columns.at.TYPE ?? 0]?.trim().toLowerCase());
  if (type === undefined) {
    report.reportProblem(
      "skipped",
      at,
      message`Not a task, section or note: ${excerpt(record.cells.join(columns.delimiter))}`,
    );
    return null;
  }
  const cell = { ...BLANK };
  const others: Record<string, string> = {};
  let isCleaned = false;
  for (const [index, raw] of cells.entries()) {
    const value = cleanText(raw, { max: FILE_LIMITS.unzippedBytes });
    isCleaned ||= value !== raw.normalize("NFC").trim();
    if (value === "") continue;
    const column = knownColumn(columns, index);
    if (column) cell[column] = value;
    else others[columns.names[index] ?? `COLUMN_${index + 1}`] = value;
  }
  if (record.isQuoteBroken)
    report.reportProblem(
      "repaired",
      at,
      message`A quotation mark isn't closed; read as plain text: ${excerpt(cell.CONTENT)}`,
    );
  if (aligned?.isGuess)
    report.reportProblem(
      "changed",
      at,
      message`The row has more cells than the header, and can be read in two ways. Check it: it was read as ${excerpt(cell.CONTENT)}`,
    );
  else if (aligned && aligned.joined > 0)
    report.reportProblem("repaired", at, message`A comma in the text wasn't quoted; read as ${excerpt(cell.CONTENT)}`);
  if (!aligned && record.cells.length > columns.width)
    report.reportProblem("changed", at, "Some cells don't match their columns; what couldn't be read is kept.");
  if (isCleaned) report.reportProblem("changed", at, "Control characters were removed.");
  return { type, line: record.line, cell, others };
}

/** Joins all cells after the last column into one, because a report with a thousand columns would be unreadable. */
function withOneSurplus(cells: string[], { names, delimiter }: Columns): string[] {
  if (cells.length <= names.length + 1) return cells;
  return [...cells.slice(0, names.length), withoutEmptyEnd(cells.slice(names.length)).join(delimiter)];
}

function knownColumn(columns: Columns, index: number): Column | undefined {
  const name = columns.names[index];
  return (Object.keys(BLANK) as Column[]).find((column) => column === name && columns.at[column] === index);
}
