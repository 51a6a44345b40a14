import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { newId } from "@docket/client";
import type { UploadProgress } from "@docket/client/upload";
import type { ImportJob } from "@docket/schema/import-job";
import { IMPORT_LIMITS } from "@docket/schema/import-limit";
import { IMPORT_SOURCES } from "@docket/schema/import-source";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { printResult, isJson } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { openConnection } from "./connection.ts";
import type { Connection } from "./connection.ts";
import { reportInTenths } from "./progress.ts";

/** Minimum size in bytes for showing the progress of an upload. */
const MIN_PROGRESS_BYTES = 1_000_000;

/** The names and file extensions of all sources, for example "Todoist (.csv, .zip)". */
const SOURCES = Object.values(IMPORT_SOURCES)
  .map(({ name, accept }) => `${name} (${accept.filter((type) => type.startsWith(".")).join(", ")})`)
  .join(", ");

type Options = { yes?: boolean; dryRun?: boolean; undo?: boolean };

/** Adds `docket import`, which shows a preview of an exported file and imports it after a confirmation. */
export function addImport(program: Command, cli: Cli): void {
  program
    .command("import")
    .description(`import a file exported from ${SOURCES}`)
    .argument("<file>", "file to import; with --undo, the id of an import")
    .option("-y, --yes", "import without asking")
    .option("--dry-run", "only show what would be imported")
    .option("--undo", "undo an import")
    .action(async (file: string, options: Options, command: Command) => {
      const connection = await openConnection(cli);
      const { workspace } = connection;
      if (options.undo === true) {
        await workspace.import.undo.mutate({ id: file });
        const undone = await waitForJob(connection, cli, command, file);
        printResult(cli, command, undone, `Undid the import of ${undone.fileName}.`);
        return;
      }
      const content = (await readImportFile(file)).toString("base64");
      const id = newId();
      const onProgress = isJson(command) ? undefined : showUpload(cli, path.basename(file));
      const preview = await workspace.import.preview.mutate(
        { id, fileName: path.basename(file), content },
        onProgress && { context: { onProgress } },
      );
      if (options.dryRun === true) return printResult(cli, command, preview, summary(preview));
      for (const line of summary(preview)) cli.terminal.note(line);
      if (!(await isConfirmed(cli, options)))
        throw new UsageError("Nothing was imported. Add --yes to import without being asked.");
      await workspace.import.start.mutate({ id });
      const job = await waitForJob(connection, cli, command, id);
      const { projects, sections, tasks, comments, labels, found, left } = job.made;
      const words = `Imported ${tasks} tasks and ${comments} comments into ${projects} new projects; ${found} rows were already imported.`;
      const hasMade = projects + sections + tasks + comments + labels > 0;
      printResult(cli, command, job, [
        words,
        ...(left > 0
          ? [`${left} rows were not imported: what they belong to is in the trash, or you can't change it.`]
          : []),
        ...(hasMade ? [`To undo it: docket import --undo ${id}`] : []),
      ]);
    });
}

/** Reads a file. A file that is too large for the server is rejected before it is uploaded. */
async function readImportFile(file: string): Promise<Buffer> {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  if (size > IMPORT_LIMITS.bytes)
    throw new UsageError(`${file} is larger than ${IMPORT_LIMITS.bytes / 1024 / 1024} MB.`);
  return readFile(file).catch(() => {
    throw new UsageError(`${file} can't be read.`);
  });
}

/** Returns a function that prints the progress of a large upload. */
function showUpload({ terminal }: Cli, name: string): (progress: UploadProgress) => void {
  const show = reportInTenths(MIN_PROGRESS_BYTES, (percent) => terminal.progress(`Uploading ${name} … ${percent} %`));
  return ({ sent, total }) => show(sent, total);
}

async function isConfirmed({ terminal }: Cli, { yes }: Options): Promise<boolean> {
  if (yes === true || !terminal.isInteractive) return yes === true;
  return /^y(es)?$/i.test((await terminal.ask("Import this? [y/N] ")).trim());
}

function summary({ counts, problems, problemCount, losses }: ImportJob): string[] {
  const { projects, sections, tasks, subtasks, comments, labels } = counts;
  const shown = problems
    .slice(0, 10)
    .map(({ file, line, message }) => `  ${file}${line === null ? "" : `:${line}`}: ${message}`);
  const hidden = problemCount - shown.length;
  return [
    `${projects} projects, ${sections} sections, ${tasks} tasks (${subtasks} of them sub-tasks), ${comments} comments, ${labels} labels`,
    ...losses.map(({ column, count, message }) => `  ${column} (${count}): ${message}`),
    ...(problemCount > 0 ? [`${problemCount} rows have problems:`, ...shown] : []),
    ...(hidden > 0 ? [`  … and ${hidden} more`] : []),
  ];
}

/**
 * Waits until the import or its undo is done, printing the progress.
 *
 * @throws if it failed or was cancelled
 */
async function waitForJob(
  { workspace }: Connection,
  { terminal }: Cli,
  command: Command,
  id: string,
): Promise<ImportJob> {
  let shown = -1;
  for (;;) {
    const job = await workspace.import.get.query({ id });
    if (job.status === "done" || job.status === "undone") return job;
    if (job.status === "failed" || job.status === "cancelled")
      throw new Error(job.failure ?? "The import was cancelled.");
    if (job.doneRows !== shown && !isJson(command))
      terminal.progress(`${job.status} … ${job.doneRows} of ${job.totalRows}`);
    shown = job.doneRows;
    await pause(250);
  }
}
