import type { ImportComment } from "@docket/schema/import";
import { message } from "@docket/schema/message";
import { excerpt } from "../import-report.ts";
import { TASK_COLUMNS } from "./column.ts";
import { FIELD_LIMITS, isBlank, splitText } from "./field-limit.ts";
import { readNote } from "./note.ts";
import type { Row } from "./row.ts";
import type { RowContext } from "./task-row.ts";
import { keepCells } from "./task-row.ts";

/**
 * Converts a note row to comments: usually one, several if the note is longer than the maximum length of a comment,
 * none if the note is empty.
 *
 * @param sourceId source id of the row; the ids of further comments of a split note end in `+1`, `+2` and so on
 */
export function readNoteRow(
  row: Row,
  sourceId: string,
  { file, report }: RowContext,
): { comments: ImportComment[]; attachments: number } {
  const at = { file, line: row.line };
  const note = readNote(row.cell.CONTENT);
  if (isBlank(note.body)) {
    report.reportProblem("skipped", at, "A note without text.");
    return { comments: [], attachments: 0 };
  }
  const foreign = keepCells(row, TASK_COLUMNS, report);
  if (note.attachments.length > 0) foreign.ATTACHMENTS = `[${note.attachments.join(",")}]`;
  for (const _ of note.attachments) {
    report.countLoss({
      column: "CONTENT",
      outcome: "text",
      message: message`Attached files became links in the comment; the files were not copied.`,
    });
  }
  for (const name of note.unlinked) {
    report.reportProblem(
      "changed",
      at,
      message`An attachment without a safe URL was kept by name only: ${excerpt(name)}`,
    );
  }
  const bodies = splitText(note.body, FIELD_LIMITS.comment);
  if (bodies.length > 1)
    report.reportProblem("changed", at, "The note is longer than a comment can be, so it was split.");
  const comments = bodies.map((body, index) => ({
    sourceId: index === 0 ? sourceId : `${sourceId}+${index}`,
    line: row.line,
    body,
    postedAt: readInstant(row.cell.DATE),
    foreign: index === 0 ? foreign : {},
  }));
  return { comments, attachments: note.attachments.length };
}

/** Reads an instant. Todoist writes microseconds, which `Date` truncates to milliseconds. */
function readInstant(text: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]{5,16}Z$/.test(text)) return null;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
