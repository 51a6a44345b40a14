import { message } from "@docket/schema/message";
import Papa from "papaparse";
import { DomainError } from "../../../runtime/error.ts";
import { FILE_LIMITS } from "./field-limit.ts";

/** A record of a CSV file: its unchanged cells and the line (from 1) on which it starts. */
export type CsvRecord = {
  line: number;
  cells: string[];
  /** Set if the record's quotes were invalid, so that its first line was read with quotes as ordinary characters. */
  isQuoteBroken?: true;
};

/** The header of a file and the records that follow it. */
export type CsvRecords = { header: CsvRecord; rows: CsvRecord[]; delimiter: string };

const DELIMITERS = [",", ";", "\t"] as const;
/** A line break followed by the beginning of a row. If a quoted cell contains this, its quote was never closed. */
const ROW_INSIDE = /\n"?(task|section|note|meta)"?[,;\t]/i;
/** Todoist writes 15 columns. A table with hundreds is not a Todoist file. */
const MAX_COLUMNS = 100;
/**
 * Maximum number of cells per line. Even the widest spreadsheets have fewer non-empty cells, and a line of prose has
 * fewer commas.
 */
const MAX_LINE_CELLS = 10_000;
/** Maximum number of cells per file, excluding blank lines: a hundred per allowed row. */
const MAX_CELLS = 100 * FILE_LIMITS.rows;
/** A parser pass ends after this many cells, so that empty cells can be removed from memory. */
const MAX_CELLS_PER_PASS = 100_000;
/** After this many broken quotes, the rest of a file is read without quoting. This keeps processing linear. */
const MAX_REPAIRS = 20;
/**
 * papaparse records an error for each unescaped quote inside a quoted cell. A file full of such quotes would exhaust
 * the memory.
 */
const MAX_STRAY_QUOTES = 100_000;
/** A parser pass ends after this many records, so that blank ones can be removed from memory. */
const MAX_RECORDS_PER_PASS = 1_000;
/**
 * A character that does not occur in any file after {@link normalise}. Needed because papaparse requires a quote
 * character.
 */
const NO_QUOTE = "\u0000";

/**
 * Splits a Todoist CSV file into records and drops blank ones. Cells are not trimmed. A quote that is never closed
 * would swallow the rest of the file, so the line that contains it is read with quotes as ordinary characters, and
 * reading continues on the next line.
 *
 * @throws DomainError `invalid` if no record has the columns TYPE and CONTENT, or if one has thousands of cells;
 *   `too_large` if there are too many rows or cells
 */
export function readCsvRecords(text: string, file: string): CsvRecords {
  const input = normalise(text);
  refuseWideLines(input, file);
  const delimiter = findDelimiter(input);
  if (delimiter === null) {
    throw new DomainError("invalid", message`"${file}" is not a Todoist project: it has no columns TYPE and CONTENT.`);
  }
  const records = splitRecords(input, delimiter);
  const start = records.findIndex((record) => isHeader(record.cells));
  const header = records[start];
  if (!header) {
    throw new DomainError("invalid", message`"${file}" is not a Todoist project: it has no columns TYPE and CONTENT.`);
  }
  if (header.cells.filter((cell) => cell.trim() !== "").length > MAX_COLUMNS) {
    throw new DomainError(
      "invalid",
      message`"${file}" is not a Todoist project: it has more than ${MAX_COLUMNS} columns.`,
    );
  }
  return { header, rows: records.slice(start + 1), delimiter };
}

/** Normalizes a column name as written by spreadsheets: case, spaces and byte order mark. */
export function columnName(cell: string): string {
  return cell
    .replaceAll("\ufeff", "")
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, "_");
}

function isHeader(cells: string[]): boolean {
  const names = new Set(cells.map(columnName));
  return names.has("TYPE") && names.has("CONTENT");
}

/**
 * Rejects lines with too many cells. The parser keeps all cells of a line in memory, so a line that consists only of
 * commas would exhaust it.
 */
function refuseWideLines(input: string, file: string): void {
  let [line, cells] = [1, 0];
  for (let at = 0; at < input.length; at++) {
    const character = input[at];
    if (character === "\n") [line, cells] = [line + 1, 0];
    else if (character === "," || character === ";" || character === "\t") cells += 1;
    if (cells <= MAX_LINE_CELLS) continue;
    throw new DomainError("invalid", message`"${file}", line ${line} has more than ${MAX_LINE_CELLS} cells.`);
  }
}

function normalise(text: string): string {
  return text.replace(/\r\n?/g, "\n").replaceAll(NO_QUOTE, "");
}

function findDelimiter(input: string): string | null {
  const top = input.slice(0, 20_000);
  return (
    DELIMITERS.find((delimiter) => parse(top, delimiter, '"', 50).records.some((record) => isHeader(record.cells))) ??
    null
  );
}

function splitRecords(input: string, delimiter: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  const keep = createCollector(records);
  const isQuoted = countStrayQuotes(input) <= MAX_STRAY_QUOTES;
  let offset = 0;
  let line = 1;
  let repairs = 0;
  while (offset < input.length) {
    const rest = input.slice(offset);
    const found = parse(rest, delimiter, isQuoted && repairs < MAX_REPAIRS ? '"' : NO_QUOTE, MAX_RECORDS_PER_PASS);
    const broken = found.records.findIndex((record) => record.isBroken);
    const good = broken === -1 ? found.records : found.records.slice(0, broken);
    for (const record of good) keep({ line: line + record.line - 1, cells: record.cells });
    const bad = found.records[broken];
    if (!bad) {
      if (found.isAtEnd) break;
      line += found.lines;
      offset += found.end;
      continue;
    }
    const lineEnd = rest.indexOf("\n", bad.start);
    const plain = rest.slice(bad.start, lineEnd === -1 ? undefined : lineEnd);
    keep({ line: line + bad.line - 1, cells: plain.split(delimiter), isQuoteBroken: true });
    line += bad.line;
    offset = lineEnd === -1 ? input.length : offset + lineEnd + 1;
    repairs += 1;
  }
  return records;
}

function countStrayQuotes(input: string): number {
  let count = 0;
  for (const _ of input.matchAll(/[^,;\t\n"]"(?=[^,;\t\n"])/g)) {
    if (++count > MAX_STRAY_QUOTES) break;
  }
  return count;
}

/** Returns a function that adds records to a list, except blank ones, and throws if there are too many. */
function createCollector(records: CsvRecord[]): (record: CsvRecord) => void {
  let cells = 0;
  return (record) => {
    if (record.cells.every((cell) => cell.trim() === "")) return;
    // One more than the limit, because of the header.
    if (records.length > FILE_LIMITS.rows) {
      throw new DomainError("too_large", message`The file has more than ${FILE_LIMITS.rows} rows.`);
    }
    cells += record.cells.length;
    if (cells > MAX_CELLS) throw new DomainError("too_large", message`The file has more than ${MAX_CELLS} cells.`);
    records.push(record);
  };
}

type ParsedRecord = { start: number; line: number; cells: string[]; isBroken: boolean };

/**
 * Parses records up to and including the first with broken quotes, but at most `most` records. Also returns the offset
 * at which they end, and the number of lines before it.
 */
function parse(
  input: string,
  delimiter: string,
  quoteChar: string,
  most: number,
): { records: ParsedRecord[]; end: number; lines: number; isAtEnd: boolean } {
  const records: ParsedRecord[] = [];
  let cells = 0;
  let isAtEnd = true;
  let start = 0;
  let line = 1;
  Papa.parse<string[]>(input, {
    delimiter,
    quoteChar,
    newline: "\n",
    // The fast mode would first split the whole input.
    fastMode: false,
    step: (result, parser) => {
      const end = result.meta.cursor;
      const source = input.slice(start, end);
      const isBroken = result.errors.some((error) => error.type === "Quotes") && mustReadPlain(result.errors, source);
      records.push({ start, line, cells: result.data, isBroken });
      cells += result.data.length;
      if (isBroken || records.length === most || cells >= MAX_CELLS_PER_PASS) {
        isAtEnd = false;
        parser.abort();
      }
      line += countLines(source);
      start = end;
    },
  });
  return { records, end: start, lines: line - 1, isAtEnd };
}

/**
 * Returns whether the record must be read without quoting. A stray quote inside quoted text is harmless unless other
 * rows were swallowed with it.
 */
function mustReadPlain(errors: Papa.ParseError[], source: string): boolean {
  return errors.some((error) => error.code === "MissingQuotes") || ROW_INSIDE.test(source);
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
