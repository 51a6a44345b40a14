import type { ImportComment, ImportProject, ImportTask } from "@docket/schema/import";
import { message } from "@docket/schema/message";
import { cleanText } from "@docket/schema/text";
import { createSourceIdFactory } from "../import-digest.ts";
import type { ImportReport } from "../import-report.ts";
import { excerpt } from "../import-report.ts";
import { TASK_COLUMNS, readColumns } from "./column.ts";
import type { CsvRecords } from "./csv-record.ts";
import type { DateReading } from "./date-words.ts";
import { FIELD_LIMITS, isBlank, oneLine, splitText } from "./field-limit.ts";
import { readNoteRow } from "./note-row.ts";
import type { Row } from "./row.ts";
import { readRow } from "./row.ts";
import { keepCells, readTaskRow } from "./task-row.ts";

/** A project in the plan, and the number of attachments in its notes. */
export type ReadProject = { project: ImportProject; attachments: number };

/** State while the rows of a project are being read. */
type ReadState = {
  file: string;
  report: ImportReport;
  dates: DateReading | null;
  nameOf: ReturnType<typeof createSourceIdFactory>;
  project: ImportProject;
  /** Source id of the section to which the tasks that follow belong. */
  section: string | null;
  /** The previous task and its ancestors, outermost first. */
  above: ImportTask[];
  projectNotes: string[];
  attachments: number;
};

/**
 * Returns the name and key of the project in a file. The files in a backup are named `Name [id].csv`, and the id is
 * used as the key because it stays the same when the project is renamed. For other files, the name is the key.
 *
 * @param path the file's path in the upload
 */
export function readProjectName(path: string): { name: string; key: string } {
  const base = (path.split("/").at(-1) ?? "").replace(/\.(csv|txt)$/i, "");
  const match = /^(.*?)\s*\[([A-Za-z0-9]{6,40})\](?:\s*\(\d+\))?$/.exec(base);
  const found = cleanText(match?.[1] ?? base, { max: FIELD_LIMITS.name, lines: "one" });
  const name = isBlank(found) ? "Imported project" : found;
  return match ? { name, key: `id ${match[2]}` } : { name, key: `name ${name}` };
}

/**
 * Reads one project. A section contains the tasks that follow it. INDENT makes a task a sub-task of a preceding task. A
 * note belongs to the task above it, or to the project if it precedes the first task. An INDENT that skips levels is
 * treated as one level deeper, and one that exceeds Docket's maximum depth as the maximum depth.
 *
 * @param project name of the new project, and the key that distinguishes it from others in the import; see
 *   {@link readProjectName}
 * @param dates how dates in words are read; null if they are kept as text
 */
export function readProject(
  records: CsvRecords,
  file: string,
  { name, key }: { name: string; key: string },
  report: ImportReport,
  dates: DateReading | null,
): ReadProject {
  const columns = readColumns(records.header, records.delimiter);
  const nameOf = createSourceIdFactory(key);
  const project: ImportProject = {
    sourceId: nameOf("project", []),
    file,
    name,
    description: "",
    sections: [],
    tasks: [],
    foreign: {},
  };
  const reading: ReadState = {
    file,
    report,
    dates,
    nameOf,
    project,
    section: null,
    above: [],
    projectNotes: [],
    attachments: 0,
  };
  for (const record of records.rows) {
    const row = readRow(columns, record, file, report);
    if (row) ROW_HANDLERS[row.type](reading, row);
  }
  const [description = "", ...rest] = splitText(reading.projectNotes.join("\n\n"), FIELD_LIMITS.projectDescription);
  if (rest.length > 0) {
    report.reportProblem(
      "changed",
      { file, line: null },
      "The project's notes are longer than its description can be; they are kept.",
    );
  }
  return { project: { ...project, description }, attachments: reading.attachments };
}

const ROW_HANDLERS: Record<Row["type"], (reading: ReadState, row: Row) => void> = {
  meta: addSetting,
  section: addSection,
  task: addTask,
  note: addNote,
};

function addSection(reading: ReadState, row: Row): void {
  const { file, report, project } = reading;
  const at = { file, line: row.line };
  const foreign = keepCells(row, TASK_COLUMNS, report);
  const text = oneLine(row.cell.CONTENT);
  const [name = "Untitled", ...rest] = isBlank(text) ? [] : splitText(text, FIELD_LIMITS.name);
  if (isBlank(text)) report.reportProblem("changed", at, 'A section without a name was named "Untitled".');
  if (rest.length > 0) {
    foreign.CONTENT = row.cell.CONTENT;
    report.reportProblem(
      "changed",
      at,
      message`The section's name was shortened; the full name is kept: ${excerpt(name)}`,
    );
  }
  const sourceId = reading.nameOf("section", [row.cell.CONTENT]);
  project.sections.push({ sourceId, line: row.line, name, foreign });
  reading.section = sourceId;
  reading.above = [];
}

function addTask(reading: ReadState, row: Row): void {
  const { file, report, dates, section } = reading;
  const ancestors = reading.above.slice(0, levelOf(reading, row) - 1);
  const parent = ancestors.at(-1)?.sourceId ?? null;
  const sourceId = reading.nameOf("task", [section, parent, row.cell.CONTENT]);
  const task = readTaskRow(row, { sourceId, section, parent, depth: ancestors.length + 1 }, { file, report, dates });
  reading.project.tasks.push(task);
  reading.above = [...ancestors, task];
}

/** Returns the row's level, starting at 1. */
function levelOf({ file, report, above }: ReadState, row: Row): number {
  const at = { file, line: row.line };
  const { INDENT: written, CONTENT: content } = row.cell;
  const indent = /^\d+$/.test(written) ? Number(written) : 1;
  const level = Math.max(1, Math.min(indent, above.length + 1, FIELD_LIMITS.depth));
  if (indent > FIELD_LIMITS.depth) {
    report.reportProblem(
      "changed",
      at,
      message`Sub-tasks can be at most ${FIELD_LIMITS.depth} levels deep; this one was moved to level ${level}: ${excerpt(content)}`,
    );
  } else if (written !== "" && level !== indent) {
    report.reportProblem(
      "changed",
      at,
      message`There is no parent task for INDENT ${written}; this task was moved to level ${level}: ${excerpt(content)}`,
    );
  } else if (written !== "" && !/^\d+$/.test(written)) {
    report.reportProblem(
      "changed",
      at,
      message`INDENT ${excerpt(written)} is not a number; the task was moved to level 1: ${excerpt(content)}`,
    );
  }
  return level;
}

function addNote(reading: ReadState, row: Row): void {
  const { file, report, project } = reading;
  const owner = reading.above.at(-1);
  const sourceId = reading.nameOf("note", [owner?.sourceId ?? null, row.cell.CONTENT]);
  const note = readNoteRow(row, sourceId, { file, report });
  reading.attachments += note.attachments;
  if (owner) owner.comments.push(...note.comments);
  else if (note.comments.length > 0) addProjectNote(reading, row, note.comments, project);
}

function addProjectNote(
  { file, report, projectNotes }: ReadState,
  row: Row,
  comments: ImportComment[],
  project: ImportProject,
): void {
  projectNotes.push(...comments.map((comment) => comment.body));
  project.foreign[`note ${row.line}`] = JSON.stringify({ CONTENT: row.cell.CONTENT, ...comments[0]?.foreign });
  const text = message`A note before the first task was added to the project's description: ${excerpt(row.cell.CONTENT)}`;
  report.reportProblem("changed", { file, line: row.line }, text);
}

/** Adds a setting for the project's view, which is written as `name=value` in CONTENT. */
function addSetting({ report, project }: ReadState, row: Row): void {
  const others = keepCells(row, TASK_COLUMNS, report);
  const [name = "", value = ""] = row.cell.CONTENT.split(/=(.*)/s, 2);
  report.countLoss({
    column: "meta",
    outcome: "kept",
    message: message`Settings of the project's view are kept with the project.`,
  });
  Object.assign(project.foreign, others, { [`meta ${name.trim()}`]: value.trim() });
}
