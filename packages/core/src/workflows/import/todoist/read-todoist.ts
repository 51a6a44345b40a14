import type { ImportPlan, ImportProblemKind, ImportProject } from "@docket/schema/import";
import type { Locale } from "@docket/schema/locale";
import { message } from "@docket/schema/message";
import { DomainError } from "../../../runtime/error.ts";
import type { ImportReport } from "../import-report.ts";
import { createImportReport } from "../import-report.ts";
import { readCsvRecords } from "./csv-record.ts";
import type { DateReading } from "./date-words.ts";
import { FILE_LIMITS } from "./field-limit.ts";
import { readProject, readProjectName } from "./project-file.ts";
import type { SourceFile } from "./source-file.ts";
import { readSourceFiles } from "./source-file.ts";

/**
 * Reads a Todoist export into a plan of what an import would create, without storing anything. The export is a project
 * as CSV (with any of Todoist's column sets) or a backup zip of such files. Malformed rows are repaired if possible.
 * Each row that is not read exactly as written is listed in `problems`. Each value without a field in Docket is kept in
 * `foreign` and counted in `losses`.
 *
 * @param file name and bytes as uploaded, and how dates in words are read. Without it, they are kept as text
 * @throws DomainError `too_large` if a limit in {@link FILE_LIMITS} is exceeded, `invalid` if the file is unreadable or
 *   not from Todoist
 */
export async function readTodoist(file: {
  name: string;
  bytes: Uint8Array;
  locale?: Locale;
  dates?: DateReading;
}): Promise<ImportPlan> {
  const report = createImportReport(file.locale ?? "en");
  const files = await readSourceFiles(file);
  const projects: ImportProject[] = [];
  const keys = new Map<string, number>();
  let rows = 0;
  let attachments = 0;
  for (const source of files) {
    const records = readRecords(source, files.length > 1, report);
    if (!records) continue;
    rows += records.rows.length;
    if (rows > FILE_LIMITS.rows)
      throw new DomainError("too_large", message`The import has more than ${FILE_LIMITS.rows} rows.`);
    const project = readProjectName(source.path);
    const nth = (keys.get(project.key) ?? 0) + 1;
    keys.set(project.key, nth);
    const read = readProject(
      records,
      source.path,
      nth === 1 ? project : { ...project, key: `${project.key} ${nth}` },
      report,
      file.dates ?? null,
    );
    projects.push(read.project);
    attachments += read.attachments;
  }
  if (projects.length === 0) throw new DomainError("invalid", "The zip contains no Todoist project.");
  return {
    source: "todoist",
    projects,
    problems: report.problems,
    losses: report.losses(),
    counts: countPlan(projects, report, { rows, attachments }),
  };
}

/** Returns the records in a file. A file in a zip that is not from Todoist is reported and skipped. */
function readRecords(source: SourceFile, isOneOfMany: boolean, report: ImportReport) {
  if ("ignored" in source) {
    report.reportProblem("skipped", { file: source.path, line: null }, message`Not imported. ${source.ignored}`);
    return null;
  }
  try {
    return readCsvRecords(source.text, source.path);
  } catch (error) {
    if (!isOneOfMany || !(error instanceof DomainError) || error.code !== "invalid") throw error;
    report.reportProblem("skipped", { file: source.path, line: null }, message`Not imported. ${error.text}`);
    return null;
  }
}

function countPlan(
  projects: ImportProject[],
  report: ImportReport,
  counted: { rows: number; attachments: number },
): ImportPlan["counts"] {
  const tasks = projects.flatMap((project) => project.tasks);
  const labels = new Set(tasks.flatMap((task) => task.labels.map((label) => label.toLowerCase())));
  const rowsOf = (kind: ImportProblemKind) =>
    report.problems.filter((problem) => problem.kind === kind && problem.line !== null).length;
  return {
    ...counted,
    projects: projects.length,
    sections: projects.reduce((sum, project) => sum + project.sections.length, 0),
    tasks: tasks.length,
    subtasks: tasks.filter((task) => task.parent !== null).length,
    comments: tasks.reduce((sum, task) => sum + task.comments.length, 0),
    labels: labels.size,
    repaired: rowsOf("repaired"),
    skipped: rowsOf("skipped"),
  };
}
