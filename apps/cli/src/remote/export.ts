import { open, rename, rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { exportDocument } from "@docket/schema/export-document";
import type { ExportLine, ExportProgress } from "@docket/schema/export-line";
import type { Id } from "@docket/schema/id";
import type { Command } from "commander";
import type { Cli } from "../cli.ts";
import { UsageError } from "../failure.ts";
import { openConnection, readAll } from "./connection.ts";
import type { Connection } from "./connection.ts";
import { listProjects, findProject } from "./lookup.ts";
import { reportInTenths } from "./progress.ts";

/** Minimum number of rows for showing the progress of an export. */
const MIN_PROGRESS_ROWS = 1_000;

/** Adds `docket export`, which writes all data visible to this login as JSON. Equal content produces equal files. */
export function addExport(program: Command, cli: Cli): void {
  program
    .command("export")
    .description("export projects, sections, tasks, comments, labels, folders, views and names as JSON")
    .argument("[file]", "file to write (default: standard output)")
    .option("-p, --project <project>", "only this project")
    .action(async (file: string | undefined, { project }: { project?: string }) => {
      if (file !== undefined) await assertReplaceable(file);
      const connection = await openConnection(cli);
      const projectId = project === undefined ? undefined : await projectIdOf(connection, project);
      const show = reportInTenths(MIN_PROGRESS_ROWS, (percent) => cli.terminal.progress(`Exporting … ${percent} %`));
      const onProgress = ({ done, total }: ExportProgress) => show(done, total);
      const lines = connection.workspace.export({ ...(projectId && { projectId }), onProgress });
      const seen = { projects: 0, changeSeqs: new Set<string>() };
      const document = exportDocument(countLines(lines, seen));
      if (file === undefined) for await (const line of document) cli.terminal.print(line);
      else {
        await writeFileAtomically(file, document);
        cli.terminal.note(`Wrote ${seen.projects} projects to ${file}.`);
      }
      if (seen.changeSeqs.size > 1)
        cli.terminal.note("Something changed during the export. The change may or may not be included.");
    });
}

/** Finds a project by its key, ID or name, including archived projects, and returns its ID. */
async function projectIdOf(connection: Connection, project: string): Promise<Id> {
  const archived = (page: Parameters<Parameters<typeof readAll>[0]>[0]) =>
    connection.workspace.project.list.query({ ...page, state: "archived" });
  return findProject([...(await listProjects(connection)), ...(await readAll(archived))], project).id;
}

async function* countLines(
  lines: AsyncIterable<ExportLine>,
  seen: { projects: number; changeSeqs: Set<string> },
): AsyncGenerator<ExportLine> {
  for await (const line of lines) {
    if (line.kind === "project") seen.projects += 1;
    if (line.kind === "head" || line.kind === "end") seen.changeSeqs.add(line.changeSeq);
    yield line;
  }
}

/** Throws a UsageError if the path exists and is not a file, because the export would replace it. */
async function assertReplaceable(file: string): Promise<void> {
  const present = await stat(file).catch(() => null);
  if (present !== null && !present.isFile())
    throw new UsageError(`${file} is not a file. Without a file, the export goes to standard output.`);
}

/** Writes lines to a file atomically. An existing file is replaced only after all lines have been written. */
async function writeFileAtomically(file: string, lines: AsyncIterable<string>): Promise<void> {
  const partial = `${file}.partial`;
  await rm(partial, { force: true });
  const handle = await open(partial, "wx", 0o600).catch(() => {
    throw new UsageError(`${file} can't be written.`);
  });
  try {
    await pipeline(Readable.from(withLineEnds(lines)), handle.createWriteStream());
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
