import type { CsvRecord } from "./csv-record.ts";
import { columnName } from "./csv-record.ts";

/**
 * Names of the columns that Docket knows. Over the years, Todoist has exported different sets of columns in different
 * orders.
 */
const KNOWN = [
  "TYPE",
  "CONTENT",
  "DESCRIPTION",
  "IS_COLLAPSED",
  "PRIORITY",
  "INDENT",
  "AUTHOR",
  "RESPONSIBLE",
  "DATE",
  "DATE_LANG",
  "TIMEZONE",
  "DURATION",
  "DURATION_UNIT",
  "DEADLINE",
  "DEADLINE_LANG",
] as const;
export type Column = (typeof KNOWN)[number];

/** Columns that are meaningful only for tasks. */
export const TASK_COLUMNS: readonly Column[] = [
  "DESCRIPTION",
  "IS_COLLAPSED",
  "PRIORITY",
  "INDENT",
  "AUTHOR",
  "RESPONSIBLE",
  "DATE",
  "DATE_LANG",
  "TIMEZONE",
  "DURATION",
  "DURATION_UNIT",
  "DEADLINE",
  "DEADLINE_LANG",
];

/** Alternative names of these columns, as found in published templates. */
const ALIASES: Record<string, Column> = { DUE_DATE: "DATE", DUE_DATE_LANG: "DATE_LANG", TIME_ZONE: "TIMEZONE" };

/** Position of each column in a file, as given by its header. */
export type Columns = {
  /** Column names by position: the known name or, for other columns, the name in the header. */
  names: string[];
  at: Partial<Record<Column, number>>;
  /** Number of cells in the header, including those without a name. */
  width: number;
  delimiter: string;
};

/**
 * Reads a header. If a name occurs twice, the first occurrence is used and the second is treated as an unknown column.
 */
export function readColumns(header: CsvRecord, delimiter: string): Columns {
  const at: Partial<Record<Column, number>> = {};
  const names = header.cells.map((cell, index) => {
    const name = columnName(cell);
    const known = ALIASES[name] ?? KNOWN.find((column) => column === name);
    if (known === undefined || at[known] !== undefined) return unknownName(name, index, header.cells);
    at[known] = index;
    return known;
  });
  while (names.length > 0 && (header.cells[names.length - 1] ?? "").trim() === "") names.pop();
  return { names, at, width: header.cells.length, delimiter };
}

function unknownName(name: string, index: number, cells: string[]): string {
  const isTaken = name === "" || cells.some((cell, other) => other < index && columnName(cell) === name);
  return isTaken ? `${name === "" ? "COLUMN" : name}_${index + 1}` : name;
}

/**
 * A record whose cells are aligned with the header. `joined` is the number of cells that were joined back into the
 * text. `isGuess` specifies whether another interpretation is equally possible.
 */
export type Aligned = { cells: string[]; joined: number; isGuess: boolean };

type Rule = { column: Column; pattern: RegExp };
/** Valid values in these columns. They indicate whether a record is aligned with its header. */
const RULES: Rule[] = [
  { column: "PRIORITY", pattern: /^[1-4]?$/ },
  { column: "INDENT", pattern: /^([1-9]\d{0,2})?$/ },
  { column: "IS_COLLAPSED", pattern: /^(true|false)?$/i },
];
/**
 * Values that Todoist itself writes in other columns. Manually edited files can contain other values, so these rules
 * are only used to choose between interpretations.
 */
const TODOIST_RULES: Rule[] = [
  ...RULES,
  { column: "DATE_LANG", pattern: /^([a-z]{2}([-_][a-z]{2,4})?)?$/i },
  { column: "DEADLINE_LANG", pattern: /^([a-z]{2}([-_][a-z]{2,4})?)?$/i },
  { column: "TIMEZONE", pattern: /^([a-z_]+(\/[\w+-]+)*)?$/i },
  { column: "DURATION", pattern: /^\d{0,6}$/ },
  { column: "DURATION_UNIT", pattern: /^(minutes?|hours?|days?)?$/i },
];
const MAX_CELLS = 400;

/**
 * Aligns the cells of a record with the columns. Manually edited files often have unquoted commas in CONTENT, which
 * shift all later cells to the right. This joins the smallest number of cells that makes PRIORITY, INDENT and
 * IS_COLLAPSED valid again and leaves no cell after the last column. If a record is not wider than the header, only
 * cells that begin with a space are joined, because a comma in prose is followed by a space. Cells are joined into
 * CONTENT, or into the DESCRIPTION column directly after it if a cell that does not begin with a space shows that the
 * description starts there.
 *
 * @returns null if no interpretation fits
 */
export function alignCells(columns: Columns, record: string[]): Aligned | null {
  const cells = withoutEmptyEnd(record);
  if (cells.length > MAX_CELLS) return null;
  const wide = joinOfSurplus(columns, record, cells.length);
  if (wide !== null) return { cells: join(columns, cells, wide.joined), ...wide };
  const joined =
    smallestJoin(columns, record, cells.length, (cell) => cell) ??
    smallestJoin(columns, record, cells.length, (cell) => cell.trim()) ??
    joinOfAll(columns, cells);
  return joined === null ? null : { cells: join(columns, cells, joined), joined, isGuess: false };
}

/**
 * Returns how many cells to join in a record that has more cells than the header. Handles files in which a free-text
 * column follows CONTENT, so that the type of the next cell does not reveal an extra comma. Compares all
 * interpretations that match the types. If there are several, those that Todoist itself would write are preferred. If
 * several still remain, the result is a guess.
 */
function joinOfSurplus(
  columns: Columns,
  record: string[],
  length: number,
): { joined: number; isGuess: boolean } | null {
  const surplus = record.length - columns.width;
  const next = record[contentAt(columns) + 1] ?? "";
  const isTyped = RULES.some(({ column }) => columns.at[column] === contentAt(columns) + 1);
  if (surplus <= 0 || isTyped || next.trim() === "") return null;
  const fits = (rules: Rule[]) => (joined: number) =>
    length - joined <= columns.names.length &&
    rules.every((rule) => matchesRule(columns, record, joined, rule, (cell) => cell.trim()));
  // A description does not begin with a space.
  const fewest = continues(next) ? 1 : 0;
  const most = Math.min(surplus, length - contentAt(columns) - 1);
  const possible = Array.from({ length: most + 1 - fewest }, (_, index) => fewest + index).filter(fits(RULES));
  const usual = possible.filter(fits(TODOIST_RULES));
  const [joined, ...others] = usual.length > 0 ? usual : possible;
  if (joined === undefined) return null;
  // A program that writes all cells of a row writes as many as the header has, plus one for each unquoted comma.
  return others.length === 0 ? { joined, isGuess: false } : { joined: others.at(-1) ?? joined, isGuess: true };
}

function smallestJoin(
  columns: Columns,
  record: string[],
  length: number,
  read: (cell: string) => string,
): number | null {
  const content = contentAt(columns);
  const isWide = record.length > columns.names.length;
  for (let joined = 0; joined === 0 || joined < length - content; joined++) {
    if (joined > 0 && !isWide && !continues(record[content + joined])) return null;
    if (length - joined > columns.names.length) continue;
    if (RULES.every((rule) => matchesRule(columns, record, joined, rule, read))) return joined;
  }
  return null;
}

function matchesRule(
  columns: Columns,
  record: string[],
  joined: number,
  { column, pattern }: Rule,
  read: (cell: string) => string,
) {
  const index = columns.at[column];
  if (index === undefined) return true;
  const cell = record[index > contentAt(columns) ? index + joined : index];
  // A short record may end early, but joining must not consume the cells that it is meant to align.
  if (cell === undefined) return joined === 0;
  return pattern.test(read(cell));
}

/** Returns how many cells to join in a short record that consists only of text: `section,Plans, hopes`. */
function joinOfAll(columns: Columns, cells: string[]): number | null {
  const rest = cells.slice(contentAt(columns) + 1);
  return cells.length <= columns.names.length && rest.every(continues) ? rest.length : null;
}

function join(columns: Columns, cells: string[], joined: number): string[] {
  const content = contentAt(columns);
  const end = content + 1 + joined;
  if (columns.at.DESCRIPTION !== content + 1 || joined === 0) return glue(columns, cells, content, end);
  const starts = Array.from({ length: joined + 1 }, (_, index) => end - index);
  const description = starts.find((index) => !continues(cells[index])) ?? end;
  return glue(columns, glue(columns, cells, description, end + 1), content, description);
}

/** Joins the cells from `start` up to, but not including, `end` into a single cell. */
function glue(columns: Columns, cells: string[], start: number, end: number): string[] {
  if (end - start < 2) return cells;
  return [...cells.slice(0, start), cells.slice(start, end).join(columns.delimiter), ...cells.slice(end)];
}

function continues(cell: string | undefined): boolean {
  return cell !== undefined && /^\s+\S/.test(cell);
}

function contentAt(columns: Columns): number {
  return columns.at.CONTENT ?? 1;
}

/** Returns the cells up to and including the last one that is not blank. */
export function withoutEmptyEnd(cells: string[]): string[] {
  let length = cells.length;
  while (length > 0 && (cells[length - 1] ?? "").trim() === "") length--;
  return cells.slice(0, length);
}
