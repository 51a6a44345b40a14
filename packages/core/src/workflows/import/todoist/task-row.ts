import type { ImportForeign, ImportTask } from "@docket/schema/import";
import { message } from "@docket/schema/message";
import type { TemplateMessage } from "@docket/schema/message";
import type { ImportReport } from "../import-report.ts";
import { excerpt } from "../import-report.ts";
import type { Column } from "./column.ts";
import { readContent } from "./content.ts";
import type { DateReading } from "./date-words.ts";
import { readDateWords } from "./date-words.ts";
import { isSpreadsheetDay, readDue, readDuration } from "./due.ts";
import { FIELD_LIMITS, isBlank, oneLine, splitText } from "./field-limit.ts";
import type { Row } from "./row.ts";

/**
 * Todoist writes 1 for its highest priority and reads an empty cell as 1 (see its help page "Import or export a project
 * as a CSV file").
 */
const PRIORITIES = new Map([
  ["", 3],
  ["1", 3],
  ["2", 2],
  ["3", 1],
  ["4", 0],
]);

const KEPT = message`Kept with the imported task.`;
const DAY_ONLY = message`A deadline is a day; its time is kept with the imported task.`;
const UNREAD_DATE = message`Not a date that Docket can read yet; added to the description.`;
const DATE_IN_WORDS = message`In words; read as if written on the day of the import. The words are kept with the imported task.`;

/** The file that a row comes from, and the report of the import. */
export type RowContext = { file: string; report: ImportReport };
/** How dates in words are read; null if they are kept as text. */
type TaskRowContext = RowContext & { dates: DateReading | null };
type Place = Pick<ImportTask, "sourceId" | "section" | "parent" | "depth">;

/**
 * Converts a row to a task. Every value in the row is either stored in a field or kept in `foreign` and counted in the
 * report.
 */
export function readTaskRow(row: Row, place: Place, context: TaskRowContext): ImportTask {
  const { report } = context;
  const { cell } = row;
  const foreign = keepCells(row, ["IS_COLLAPSED", "AUTHOR", "RESPONSIBLE", "DATE_LANG", "DEADLINE_LANG"], report);
  const { title, labels, rest } = readText(row, foreign, context);
  const priority = PRIORITIES.get(cell.PRIORITY);
  if (priority === undefined) {
    keep(
      foreign,
      report,
      "PRIORITY",
      cell.PRIORITY,
      message`Not a priority from 1 to 4; kept, and the task has no priority.`,
    );
    const text = message`PRIORITY ${excerpt(cell.PRIORITY)} is not a number from 1 to 4; the task has no priority: ${excerpt(title)}`;
    report.reportProblem("changed", { file: context.file, line: row.line }, text);
  }
  const { due, recurrence, dueText, deadline, lines } = readDates(row, foreign, context);
  const durationMinutes = readDurationCells(row, foreign, report);
  const texts = [rest, cell.DESCRIPTION, ...lines].filter((text) => text !== "");
  const [description = "", ...more] = splitText(texts.join("\n\n"), FIELD_LIMITS.description);
  const tooLong = more.flatMap((text) => splitText(text, FIELD_LIMITS.comment));
  if (tooLong.length > 0) {
    const text = "The description is too long; the rest was added as comments.";
    report.reportProblem("changed", { file: context.file, line: row.line }, text);
  }
  return {
    ...place,
    line: row.line,
    title,
    description,
    priority: priority ?? 0,
    labels,
    dueOn: due?.on ?? null,
    dueTime: due?.time ?? null,
    dueZone: due?.zone ?? null,
    dueText,
    ...(recurrence && { recurrence }),
    deadline,
    durationMinutes,
    comments: tooLong.map((body, index) => ({
      sourceId: `${place.sourceId}+${index + 1}`,
      line: row.line,
      body,
      postedAt: null,
      foreign: {},
    })),
    foreign,
  };
}

/** Returns the values for which Docket has no field, and counts them in the report. */
export function keepCells(row: Row, columns: readonly Column[], report: ImportReport): ImportForeign {
  const foreign: ImportForeign = {};
  for (const column of columns) keep(foreign, report, column, row.cell[column], KEPT);
  for (const [column, value] of Object.entries(row.others)) keep(foreign, report, column, value, KEPT);
  return foreign;
}

function keep(
  foreign: ImportForeign,
  report: ImportReport,
  column: string,
  value: string,
  text: TemplateMessage,
): void {
  if (value === "") return;
  foreign[column] = value;
  report.countLoss({ column, outcome: "kept", message: text });
}

function readText(row: Row, foreign: ImportForeign, { file, report }: RowContext) {
  const at = { file, line: row.line };
  const content = readContent(oneLine(row.cell.CONTENT));
  const isUntitled = isBlank(content.title);
  const [title = "Untitled", ...overflow] = isUntitled ? [] : splitText(content.title, FIELD_LIMITS.title);
  if (isUntitled) report.reportProblem("changed", at, 'A task without a title was named "Untitled".');
  if (overflow.length > 0) {
    report.reportProblem(
      "changed",
      at,
      message`The title is too long; the rest was added to the description: ${excerpt(title)}`,
    );
  }
  if (content.isUncompletable) {
    keep(
      foreign,
      report,
      "CONTENT",
      row.cell.CONTENT,
      message`Tasks that start with "* " cannot be completed in Todoist; in Docket they can. The "* " is kept.`,
    );
  } else if (content.isRearranged) {
    keep(
      foreign,
      report,
      "CONTENT",
      row.cell.CONTENT,
      message`Labels were between other words; the original text is kept.`,
    );
  }
  const labels = content.labels.slice(0, FIELD_LIMITS.labels);
  const surplus = content.labels.slice(FIELD_LIMITS.labels).join(" ");
  keep(
    foreign,
    report,
    "LABELS",
    surplus,
    message`A task can have at most ${FIELD_LIMITS.labels} labels; the rest are kept.`,
  );
  return { title, labels, rest: overflow.join(" ") };
}

function readDates(row: Row, foreign: ImportForeign, { file, report, dates }: TaskRowContext) {
  const { DATE: date, DATE_LANG: dateLanguage, DEADLINE: deadline, TIMEZONE: zone } = row.cell;
  const exact = date === "" ? null : readDue(date, zone);
  const inWords = date === "" || exact || !dates ? null : readDateWords(date, dateLanguage, zone, dates);
  const planned = exact ?? inWords?.due ?? null;
  if (inWords) keep(foreign, report, "DATE", date, DATE_IN_WORDS);
  const lastDay = deadline === "" ? null : readDue(deadline, zone);
  const lines: string[] = [];
  const describeUnread = (column: "DATE" | "DEADLINE", text: string) => {
    foreign[column] = text;
    report.countLoss({ column, outcome: "text", message: UNREAD_DATE });
    lines.push(`Todoist ${column.toLowerCase()}: ${text}`);
    if (isSpreadsheetDay(text)) report.reportProblem("changed", { file, line: row.line }, unreadDay(column, text));
  };
  if (date !== "" && planned === null) describeUnread("DATE", date);
  // A deadline never becomes the due date, even if there is none: the last possible day is not the planned day.
  if (deadline !== "" && lastDay === null) describeUnread("DEADLINE", deadline);
  if (lastDay?.time) keep(foreign, report, "DEADLINE", deadline, DAY_ONLY);
  if (planned?.zone !== zone) keep(foreign, report, "TIMEZONE", zone, KEPT);
  const dueText = date !== "" && planned === null ? date : null;
  return { due: planned, recurrence: inWords?.recurrence ?? null, dueText, deadline: lastDay?.on ?? null, lines };
}

function unreadDay(column: string, text: string): TemplateMessage {
  return message`${column} ${excerpt(text)} is not a clear date; it was added to the description. Write dates as 2026-11-24.`;
}

function readDurationCells(row: Row, foreign: ImportForeign, report: ImportReport): number | null {
  const { DURATION: amount, DURATION_UNIT: unit } = row.cell;
  const minutes = amount === "" ? null : readDuration(amount, unit);
  if (minutes !== null) return minutes;
  keep(foreign, report, "DURATION", amount, message`Not a duration that Docket supports; kept.`);
  keep(foreign, report, "DURATION_UNIT", unit, KEPT);
  return null;
}
